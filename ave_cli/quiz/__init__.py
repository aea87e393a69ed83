"""Questions made from models, and a round of them."""
