"""Killing the worker: at every call it makes, and at random moments on real servers."""
