"""Before the workflow: the web ACL's rate rule, and the throttles of the API."""

from __future__ import annotations

from capacity.limits import Bucket, Firewall
from capacity.system import System
from capacity.tally import Tally


class Entrance:
    """All payments come from one client, by one key and from one address."""

    def __init__(self, system: System) -> None:
        self._firewall = Firewall(system.firewall_limit, system.firewall_window)
        self._throttles = [Bucket(throttle.rate, throttle.burst) for throttle in system.throttles]

    def takes(self, now: float, tally: Tally) -> bool:
        """Whether a request reaches the workflow; what does not is counted: a 403 or a 429."""
        if not self._firewall.takes(now):
            tally.blocked += 1
            return False
        tally.used["requests"] += 1
        if not all(throttle.takes(now) for throttle in self._throttles):
            tally.throttled += 1
            return False
        return True
