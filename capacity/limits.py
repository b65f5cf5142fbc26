"""What takes no more than so much: executions, requests a second, units a second. Times are in seconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heappop, heappush


class Bucket:
    """A token bucket, full at first: so many a second, and so many at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, max(burst, 1.0)
        self._left, self._at = self._burst, 0.0

    def takes(self, now: float) -> bool:
        """Whether it takes one more now; times never go back."""
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Executions:
    """A function's reserved executions: none of them waits, and who finds all of them taken is refused."""

    def __init__(self, most: int, *, warm: int = 0) -> None:
        self._most, self._ends, self._made = most, list[float](), warm
        self.seconds = 0.0

    def free(self, now: float) -> bool:
        """Whether one is free."""
        while self._ends and self._ends[0] <= now:
            heappop(self._ends)
        return len(self._ends) < self._most

    @property
    def is_cold(self) -> bool:
        """Whether the next one must be made first: all that were made are taken."""
        return len(self._ends) == self._made

    def take(self, now: float, seconds: float) -> None:
        """Hold one for so long."""
        heappush(self._ends, now + seconds)
        self._made = max(self._made, len(self._ends))
        self.seconds += seconds


class Meter:
    """Units a second of whatever has a name, in whole seconds; nothing of a second is carried over."""

    def __init__(self, most: float) -> None:
        self._most = most
        self.used: defaultdict[tuple[str, int], int] = defaultdict(int)

    def takes(self, now: float, units: Sequence[tuple[str, int]]) -> bool:
        """Take all of these, or none where one is more than is left."""
        second, used = int(now), self.used
        for name, count in units:
            if used[name, second] + count > self._most:
                return False
        for name, count in units:
            used[name, second] += count
        return True


class Firewall:
    """A web ACL's rate rule for one address: requests in the trailing window, in whole seconds, refused ones too."""

    def __init__(self, limit: int, window: int) -> None:
        self._limit, self._window = limit, window
        self._seen: defaultdict[int, int] = defaultdict(int)
        self._sum, self._second = 0, 0

    def takes(self, now: float) -> bool:
        """Whether one more is let through."""
        while self._second < int(now):
            self._second += 1
            self._sum -= self._seen.pop(self._second - self._window, 0)
        self._seen[self._second] += 1
        self._sum += 1
        return self._sum <= self._limit
