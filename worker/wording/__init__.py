"""Values to words: every mail and letter, through templates/."""
