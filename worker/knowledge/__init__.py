"""Dated facts as data: the policy, the platforms, the phrases."""
