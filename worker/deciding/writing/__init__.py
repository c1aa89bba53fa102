"""Drafts and letters: their facts, what is struck out of them, and what follows when they have gone."""
