"""Which message of a pasted chat a report is about: the one that weighs most, whoever wrote before it."""

from __future__ import annotations

from worker.deciding.judging.grounds import suggest
from worker.model import Post

MOST = 40
"""Messages of a chat that are weighed; a report pastes few."""
_BY_WEIGHT = ("G9", "G8", "G3", "G6", "G4", "G1", "G2", "G7", "G5")


def gravest_first(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """The posts, with the chat's gravest message before the others; the rest stay in their order."""
    said = [post for post in posts if post.source == "chat"][:MOST]
    if len(said) < 2 or posts[0].source != "chat":
        return posts
    gravest = min(said, key=_rank)
    return (gravest, *(post for post in posts if post is not gravest))


def _rank(post: Post) -> int:
    weights = [_BY_WEIGHT.index(ground.id) for ground in suggest("", (post,)).grounds]
    return min(weights, default=len(_BY_WEIGHT))
