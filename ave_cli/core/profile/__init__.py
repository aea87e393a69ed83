"""What is the model of a municipality, and does it hang together?"""
