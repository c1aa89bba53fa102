"""A case as it is handed over: to whom, what goes with it, and what is never in it. Pure."""
