"""Bytes to values: what a mail is and what it says. Pure, bounded, and it never raises."""
