"""Records which AWS calls the code of the functions makes, and on what; no call reaches a network."""

import hashlib
import io
import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

from botocore.awsrequest import AWSResponse
from botocore.httpsession import URLLib3Session
from botocore.session import Session

from gate.atomic import replace
from policies.core.recorded_calls import source_digest
from stacks.bundle import bundle
from tests.lambdas.naming import Call, Unattributed, attributed

# What a real client needs so that it is made at all.
ACCOUNT = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing"}
LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"
# The package of what several functions share; what it calls is called by the function that called it.
SHARED = "shared"
# From the arguments of a call to status and body; what it raises is what the network would.
Answer = Callable[[Mapping[str, Any]], tuple[int, bytes]]
Records = dict[str, set[Call]]


class Thread(threading.local):
    """What a thread of a pool works for: the modules of the code that handed it over; and what it asked last."""

    modules: tuple[str, ...] = ()
    asked: Mapping[str, Any] = {}


THREAD = Thread()


class Body(io.BytesIO):
    """The body of an answer, as botocore reads it."""

    def stream(self) -> Iterator[bytes]:
        yield self.read()


class Recorder:
    """`made` holds each function's calls, `entered` those that came from its handler, `asked` the arguments of all."""

    def __init__(self) -> None:
        self.made: Records = defaultdict(set)
        self.entered: Records = defaultdict(set)
        self.asked: list[Mapping[str, Any]] = []
        self.refused: list[str] = []
        self.answers: dict[str, Answer] = {}
        self._lock = threading.Lock()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hears every client that is made meanwhile, of whatever session, and closes the network to all others."""
        create = Session.create_client

        def created(session: Session, *given: Any, **named: Any) -> Any:
            client = create(session, *given, **named)
            client.meta.events.register_first("before-parameter-build", self._note)
            client.meta.events.register_first("before-send", self._answer)
            return client

        with (
            patch.object(Session, "create_client", created),
            patch.object(URLLib3Session, "send", self._closed),
            patch.object(ThreadPoolExecutor, "submit", submitting(ThreadPoolExecutor.submit)),
        ):
            yield

    def _note(self, params: Mapping[str, Any], model: Any, **_: Any) -> None:
        function, by_handler = caller()
        try:
            if not function:
                raise Unattributed(f"{model.name}: called by no code of a function")
            calls = set(attributed(model.service_model.signing_name, model.name, params, os.environ))
        except Unattributed as reason:
            # Told at the end as well: the code may catch whatever is raised here.
            self.refused.append(str(reason))
            raise
        THREAD.asked = params
        with self._lock:
            self.asked.append(params)
            self.made[function] |= calls
            self.entered[function] |= calls if by_handler else set()

    def _answer(self, request: Any, event_name: str, **_: Any) -> AWSResponse:
        status, body = self.answers[event_name.rpartition(".")[2]](THREAD.asked)
        return AWSResponse(request.url, status, {}, Body(body))

    def _closed(self, request: Any) -> None:
        self.refused.append(f"{request.url}: called by a client that the recorder does not hear")
        raise Unattributed(self.refused[-1])


def caller() -> tuple[str, bool]:
    """The function whose code is running, and whether its handler is under way; empty for nobody's.

    Where one function calls another in its own process, it is the one that calls: by its role the call is made.
    """
    ours = [parts for module in running() if (parts := module.split("."))[0] == "lambdas" and parts[1:2] != [SHARED]]
    function = ours[-1][1] if ours else ""
    return function, ["lambdas", function, "handler"] in ours


def running() -> tuple[str, ...]:
    """The modules of the code that is running, the innermost first, beyond the thread that it runs in."""
    modules: list[str] = []
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        modules.append(str(frame.f_globals.get("__name__")))
    return (*modules, *THREAD.modules)


def submitting(submit: Callable[..., Future[Any]]) -> Callable[..., Future[Any]]:
    """What a pool is handed runs on account of the code that hands it over."""

    def handed_over(pool: ThreadPoolExecutor, call: Callable[..., Any], *given: Any, **named: Any) -> Future[Any]:
        modules = running()

        def carried() -> Any:
            THREAD.modules = modules
            return call(*given, **named)

        return submit(pool, carried)

    return handed_over


def functions() -> list[str]:
    """The packages of the functions."""
    return sorted(path.parent.name for path in LAMBDAS.glob("*/handler.py"))


def strays(made: Records, entered: Records) -> list[str]:
    """What only a test of an adapter called: no handler leads there, so that the role needs no right to it."""
    return [
        f"lambdas/{function}: {call.action} on {call.on} is called by no handler; remove the code, or test the handler"
        for function in sorted(made)
        for call in sorted(made[function] - entered[function])
    ]


def source(function: str) -> str:
    """The digest of all that is deployed of a function, by the name of its package."""
    with ZipFile(io.BytesIO(bundle(function.replace("_", "-"), code=LAMBDAS).content)) as packed:
        members = {name: hashlib.sha256(packed.read(name)).hexdigest() for name in packed.namelist()}
    return source_digest(members)


def text(calls: set[Call], source: str) -> str:
    """A record as it is kept: the digest of the source, and a line a call, sorted."""
    lines = ",\n".join(f"    {json.dumps(call._asdict())}" for call in sorted(calls))
    listed = f"\n{lines}\n  " if lines else ""
    return f'{{\n  "source": "{source}",\n  "calls": [{listed}]\n}}\n'


def write(folder: Path, made: Records) -> None:
    """Writes every function's record below the folder, each whole or not at all."""
    for function in functions():
        (folder / function).mkdir(parents=True, exist_ok=True)
        replace(folder / function / "calls.json", text(made[function], source(function)))
