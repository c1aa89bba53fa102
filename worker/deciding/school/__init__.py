"""The school's own frame: its policy, its days and terms, and the law as read on a date."""
