"""What the lint found in a letter: which words, why they matter, and whether a reason can let them go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. ``words`` are the letter's own; ``refused`` cannot be overridden by any reason."""

    id: str
    words: str
    reason: str
    refused: bool = False
