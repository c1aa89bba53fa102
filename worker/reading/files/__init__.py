"""What a mail carries: what each file is, and what is in it, opened within bounds."""
