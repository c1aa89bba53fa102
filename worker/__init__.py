"""Headsup: a worker that runs a school's policy on parents' use of social networks, by email."""

__version__ = "0.1.0"
