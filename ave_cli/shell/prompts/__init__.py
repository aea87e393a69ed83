"""How is one question put to a person? One file per way of asking."""
