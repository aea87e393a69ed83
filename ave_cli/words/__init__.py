"""What does the program itself say? Every Dutch sentence that is the tool's and not a model's; imports nothing."""
