"""Benchmarks: run by hand, each prints what it measured beside a floor measured in the same run."""
