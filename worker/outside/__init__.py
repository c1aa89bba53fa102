"""The world, one thing each: mailboxes, the mail server, the disk, the settings."""
