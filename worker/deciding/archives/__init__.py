"""How long records are kept, and what is said of keeping and erasing them."""
