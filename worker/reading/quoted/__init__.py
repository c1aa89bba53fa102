"""Whose words are whose: what this person typed, what was forwarded, quoted, or put there by a program."""
