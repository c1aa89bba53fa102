"""Reports with their right reading, and how weights are learnt from them (``python -m tests.weights``)."""
