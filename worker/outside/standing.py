"""What is loaded stands until the process ends: it is not looked through for what can be thrown away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Load inside. What is there at the end is never searched for garbage, nor while it grows."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
