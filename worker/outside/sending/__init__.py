"""The mail server, over SMTP."""
