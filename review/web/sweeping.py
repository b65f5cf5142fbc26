"""Sweeps the queue beside whatever is answered meanwhile: nobody waits for it."""

from __future__ import annotations

import asyncio

from aiohttp import web

from review.after_verdict import after_verdict
from review.sweep import Sweeper


class Sweeping:
    """In threads of their own; two at once do no harm."""

    def __init__(self, sweeper: Sweeper) -> None:
        self.sweeper = sweeper
        self.running: set[asyncio.Future[None]] = set()

    async def started(self, _: web.Application) -> None:
        """As the page starts: a signal of aiohttp's."""
        self.after()

    def after(self, receipt: str = "") -> None:
        """After a verdict on the case whose announcement has this receipt."""
        task = asyncio.ensure_future(asyncio.to_thread(after_verdict, self.sweeper, receipt))
        self.running.add(task)
        task.add_done_callback(self.running.discard)
