"""The settings: declared, read, checked, and the secrets that belong to them."""
