"""Before the workflow: the web ACL's rate rule, and the throttles of the API."""

from __future__ import annotations

from collections.abc import Sequence

from capacity.limits import Bucket, Firewall
from capacity.tally import Tally


class Entrance:
    """All that comes in here is from one client, by one key and from one address."""

    def __init__(self, firewall: Firewall, throttles: Sequence[Bucket]) -> None:
        self._firewall, self._throttles = firewall, throttles

    def takes(self, now: float, tally: Tally, *, payments: int = 1) -> bool:
        """Whether a request with so many payments reaches the workflow; if not, they are counted: a 403 or a 429."""
        tally.used["looked at"] += 1
        if not self._firewall.takes(now):
            tally.blocked += payments
            return False
        tally.used["requests"] += 1
        if not all(throttle.takes(now) for throttle in self._throttles):
            tally.throttled += payments
            return False
        return True
