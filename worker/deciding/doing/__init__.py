"""What the head's decisions do to a case."""
