"""The page as it is served: started as an analyst starts it, on tables of the local AWS, and asked over its socket."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from live.aws import Aws
from tests.review.test_command import environment


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Served:
    """`entrance` is the address with its token; `cookie` is that of the session, once somebody has entered."""

    host: str
    entrance: str
    cookie: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> Answer:
        """One request, with just these headers beside the cookie; a form is posted from the page itself."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        sent = self.cookie | ({} if form is None else {"Origin": f"http://{self.host}"}) | dict(headers or {})
        body = None if form is None else urlencode(form)
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("GET" if form is None else "POST", path, body, sent)
            answered = connection.getresponse()
            return Answer(answered.status, dict(answered.getheaders()), answered.read().decode())
        finally:
            connection.close()

    def enter(self) -> Answer:
        """Open the page with its token, and keep the cookie."""
        answer = self.ask(self.entrance.removeprefix(f"http://{self.host}"))
        if "Set-Cookie" in answer.headers:
            self.cookie = {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}
        return answer


@contextmanager
def serving(aws: Aws, views: Path) -> Iterator[Served]:
    command = [sys.executable, "-m", "review", "--views", str(views), "serve"]
    with subprocess.Popen(command, env=environment(aws), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            entrance = process.stdout.readline().strip()
            yield Served(entrance.removeprefix("http://").partition("/")[0], entrance)
        finally:
            process.terminate()
