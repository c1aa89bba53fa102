"""The tests; a package so that the cast and the servers can be imported by name."""
