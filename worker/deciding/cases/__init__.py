"""A case's life: opened, joined, walked through the procedure, ended."""
