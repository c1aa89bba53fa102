"""Look-alikes of social networks, drawn by ourselves for tests: every name and word is invented."""
