"""Who may ask the page for anything: the browser that came with the token, and only from the page itself.

Any page that is open in the same browser can send requests to the loopback. So each request must name this very host,
which a name that was rebound to the loopback does not; what changes something must come from this origin; and the
cookie never comes along with another site's requests.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

COOKIE = "review_session"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With no-referrer, a browser would call the page's own origin null.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass
class Guard:
    """`host` is the only one that is served, with its port. The token opens one session, once."""

    host: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = ""

    def enters(self, token: str) -> bool:
        """Whether this is the token, which is spent by that."""
        right = bool(self.token) and _same(token, self.token)
        if right:
            self.token, self.session = "", secrets.token_urlsafe(32)
        return right

    def refusal(self, method: str, headers: Mapping[str, str]) -> str:
        """Why a request is refused whoever sends it; empty where it is not."""
        if headers.get("Host") != self.host:
            return "this page is served under its own address only"
        if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return "another site has sent this request"
        if method not in ("GET", "HEAD") and headers.get("Origin") != f"http://{self.host}":
            return "another page has sent this request"
        return ""

    def knows(self, session: str) -> bool:
        """Whether this is the session that the token has opened."""
        return bool(self.session) and _same(session, self.session)


def _same(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())
