"""What the page answers: a list, a case, and what an analyst does about it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import resources
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.typedefs import Middleware

from commands.process import Stopped, reason_of
from review.analyst import Analyst
from review.payment import VERDICTS
from review.sweep import Sweeper
from review.web import pages
from review.web.security import COOKIE, HEADERS, Guard
from review.web.sweeping import Sweeping

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FILES = {"style.css": "text/css", "keys.js": "text/javascript"}
LARGEST_REQUEST = 4096
GONE = "this page was opened by another browser, or has ended; start `python -m review serve` again"


def application(analyst: Analyst, sweeper: Sweeper, guard: Guard) -> web.Application:
    """The whole page, for one analyst in one browser; when it starts, it sweeps the queue."""
    page = Page(analyst, sweeper)
    made = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[_guarded(guard)])
    made.on_startup.append(page.sweeping.started)
    made.router.add_get("/", page.listed)
    made.router.add_get("/case", page.case)
    made.router.add_post("/case", page.act)
    made.router.add_get(f"/{{name:{'|'.join(FILES)}}}", _file)
    return made


def _guarded(guard: Guard) -> Middleware:
    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await _let_in(guard, request, handler)
        except web.HTTPException as error:
            response = _html(pages.refused(error.reason), error.status)
        except Stopped as stopped:
            response = _html(pages.refused(str(stopped)), 409)
        except Exception as error:
            # What an exception says may repeat what a row holds.
            response = _html(pages.refused(f"could not go on: {reason_of(error) or type(error).__name__}"), 502)
        response.headers.update(HEADERS)
        return response

    return guarded


async def _let_in(guard: Guard, request: web.Request, handler: Handler) -> web.StreamResponse:
    if reason := guard.refusal(request.method, request.headers):
        return _html(pages.refused(reason), 403)
    if request.path == "/" and guard.enters(request.query.get("token", "")):
        entered = web.Response(status=303, headers={"Location": "/"})
        entered.set_cookie(COOKIE, guard.session, httponly=True, samesite="Strict", path="/")
        return entered
    if not guard.knows(request.cookies.get(COOKIE, "")):
        return _html(pages.refused(GONE), 403)
    return await handler(request)


class Page:
    """Each of its answers waits for AWS in a thread of its own."""

    def __init__(self, analyst: Analyst, sweeper: Sweeper) -> None:
        self.analyst, self.sweeping = analyst, Sweeping(sweeper)

    async def listed(self, request: web.Request) -> web.Response:
        waiting = await asyncio.to_thread(self.analyst.waiting)
        decided = request.query.get("decided", "")
        message = f"{request.query.get('id', '')} is decided: {decided}." if decided in VERDICTS else ""
        return _html(pages.listed(waiting, now=self.analyst.clock(), who=self.analyst.arn, message=message))

    async def case(self, request: web.Request) -> web.Response:
        case = await asyncio.to_thread(self.analyst.look, request.query.get("id", ""))
        return _html(pages.shown_case(case, now=self.analyst.clock(), who=self.analyst.arn))

    async def act(self, request: web.Request) -> web.Response:
        form = await request.post()
        name, action = str(form.get("id", "")), str(form.get("action", ""))
        following = f"/case?{urlencode({'id': name})}"
        if action in VERDICTS:
            decided = await asyncio.to_thread(self.analyst.decide, name, action)
            if decided:
                self.sweeping.after(decided.announcement)
            following = f"/?{urlencode({'id': name, 'decided': action})}"
        elif action == "claim":
            await asyncio.to_thread(self.analyst.claim, name)
        elif action == "release":
            await asyncio.to_thread(self.analyst.release, name)
        else:
            raise web.HTTPBadRequest(reason="there is nothing of this name to do; use the buttons of the page")
        return web.Response(status=303, headers={"Location": following})


async def _file(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    text = resources.files("review.web").joinpath("page", name).read_text(encoding="utf-8")
    return web.Response(text=text, content_type=FILES[name])


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")
