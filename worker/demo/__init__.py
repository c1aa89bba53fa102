"""Embedded mail servers and the guided story."""
