"""A process apart, for what may be lost at any time: the line to it, and what it gives up."""
