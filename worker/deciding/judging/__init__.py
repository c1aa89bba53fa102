"""What a mail is, which grounds and urgency its words suggest, and what is missing."""
