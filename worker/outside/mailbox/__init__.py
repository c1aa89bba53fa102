"""The reporting inbox, over IMAP."""
