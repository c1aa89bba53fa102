"""Who really sent a mail, and who only looks like it."""
