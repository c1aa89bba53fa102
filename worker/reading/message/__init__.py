"""A mail taken apart: its bytes, headers, parts and texts, whatever mailer wrote it."""
