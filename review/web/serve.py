"""Serves the page on the loopback until it is interrupted."""

from __future__ import annotations

import socket

from aiohttp import web

from review.analyst import Analyst
from review.sweep import Sweeper
from review.web.application import application
from review.web.security import Guard

LOOPBACK = "127.0.0.1"


def serve(analyst: Analyst, sweeper: Sweeper, port: int) -> None:
    """Say the address with its token, which opens the page once, and serve it; port 0 is any that is free."""
    with socket.create_server((LOOPBACK, port)) as listening:
        host = f"{LOOPBACK}:{listening.getsockname()[1]}"
        guard = Guard(host)
        print(f"http://{host}/?token={guard.token}", flush=True)
        web.run_app(application(analyst, sweeper, guard), sock=listening, print=None, access_log=None)
