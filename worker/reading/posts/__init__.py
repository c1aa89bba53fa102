"""The posts that a mail reports: where, by whom, when, and in which words."""
