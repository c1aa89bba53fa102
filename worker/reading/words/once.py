"""An attribute that is made when first asked for, and kept with its object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Made = TypeVar("Made")


class once(Generic[Made]):  # noqa: N801 - written above a method, as ``property`` is
    """``functools.cached_property`` without its lock, which Python 3.12 has dropped too.

    Two threads may both make what they ask for at the same instant; what is made here is alike.
    """

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owned_by: None, owner: type) -> Self: ...
    @overload
    def __get__(self, owned_by: object, owner: type) -> Made: ...
    def __get__(self, owned_by: object | None, owner: type) -> Self | Made:
        if owned_by is None:
            return self
        made = owned_by.__dict__[self._name] = self._make(owned_by)
        return made
