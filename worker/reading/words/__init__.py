"""A text cut into its words, and how phrases are found in it."""
