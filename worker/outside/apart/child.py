"""The life of a child: started when there is work for it, ended when it is worn, idle or no good any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from worker.outside.apart.channel import Bounds, Channel


class Child:
    """One process of its kind at most. What is asked of it, and what its loss means, its owner knows."""

    def __init__(
        self,
        command: Sequence[str],
        clock: Callable[[], float] = monotonic,
        bounds: Bounds | None = None,
        more: Mapping[str, str] | None = None,
    ) -> None:
        self.channel: Channel | None = None
        """The line to it, while there is one."""
        self.is_ready = False
        """Whether it has loaded what it needs. To be looked at from any thread."""
        self.asked = 0
        """How often it was used since it was started."""
        self._command, self._bounds, self._more = tuple(command), bounds, more
        self._clock = clock
        self._used_at = 0.0

    def start(self) -> Channel:
        """The line to the one there is, or to a new one that may still be loading. Raises NotReady."""
        if self.channel is None:
            self.channel = Channel.start(self._command, self._bounds, self._more)
            self.asked, self.is_ready, self._used_at = 0, False, self._clock()
        return self.channel

    def ready(self, seconds: float) -> Channel:
        """The line to one that can be asked at once. Raises NotReady, also after so many seconds."""
        channel = self.start()
        if not self.is_ready:
            channel.await_ready(seconds)
            self._used_at, self.is_ready = self._clock(), True
        return channel

    def use(self) -> None:
        """Count what is asked of it now."""
        self.asked += 1
        self._used_at = self._clock()

    def rest(self, idle: float) -> None:
        """End it if it has had nothing to do for so many seconds."""
        if self.channel is not None and self._clock() - self._used_at >= idle:
            self.end()

    def kill(self) -> None:
        """Let nobody wait for its answer. From any thread."""
        channel = self.channel
        if channel is not None:
            channel.kill()

    def end(self) -> int:
        """End it, if there is one; return what it ended with."""
        self.is_ready = False
        channel, self.channel = self.channel, None
        return channel.close() if channel is not None else 0
