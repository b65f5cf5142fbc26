"""A remote model: the features go out by HTTPS, one score comes back."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from .features import Features
from .scoring import Score, Thresholds

LARGEST_ANSWER = 4096
# A remote score is taken for a probability of fraud: more likely than not is looked at, nine in ten is not let through.
THRESHOLDS = Thresholds(review=0.5, decline=0.9)

Post = Callable[[bytes], tuple[int, bytes]]


def scorer(url: str, *, seconds: float) -> Callable[[Features], Score]:
    """Return a scorer that asks the model at an `https://` URL, and waits so long at most.

    ValueError for any other value, without repeating it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme != "https" or parts.username is not None or not url.isascii():
        raise ValueError("model endpoint: neither 'local' nor an https:// URL; correct the parameter's value")
    target = parts.path or "/"
    place = f"{target}?{parts.query}" if parts.query else target
    return partial(ask, post=partial(post, host, port, place, seconds), seconds=seconds)


def ask(features: Features, *, post: Post, seconds: float) -> Score:
    """Send the features as a JSON object and read `{"score": 0..1}`; ConnectionError says why there is no score."""
    try:
        status, answer = _in_time(partial(post, json.dumps(features).encode()), seconds)
    except (OSError, HTTPException, ValueError) as failure:
        raise ConnectionError(f"model endpoint: no answer ({type(failure).__name__}); see whether it is up") from None
    if status != 200:
        raise ConnectionError(f"model endpoint: answered with status {status}, not 200; see its own log")
    value = _score(answer)
    return Score(value, THRESHOLDS.decide(value), (), "remote")


def post(host: str, port: int | None, target: str, seconds: float, body: bytes) -> tuple[int, bytes]:
    """Return status and body of one POST. No redirect is followed and no proxy asked: the parameter names the host."""
    connection = HTTPSConnection(host, port, timeout=seconds)
    try:
        connection.request("POST", target, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read(LARGEST_ANSWER + 1)
    finally:
        connection.close()


def _in_time(call: Callable[[], tuple[int, bytes]], seconds: float) -> tuple[int, bytes]:
    """A socket's time limit starts anew with each byte that drips in; this one is for the whole call."""
    worker = ThreadPoolExecutor(max_workers=1)
    try:
        return worker.submit(call).result(timeout=seconds)
    finally:
        worker.shutdown(wait=False)


def _score(answer: bytes) -> float:
    try:
        written = json.loads(answer) if len(answer) <= LARGEST_ANSWER else None
    except (ValueError, RecursionError):
        written = None
    if isinstance(written, dict) and set(written) == {"score"}:
        score = written["score"]
        if type(score) in (int, float) and 0 <= score <= 1:
            return float(score)
    raise ConnectionError('model endpoint: the answer is not {"score": a number from 0 to 1}; correct the endpoint')
