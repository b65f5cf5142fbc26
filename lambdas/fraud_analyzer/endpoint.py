"""A remote model: the features go out by HTTPS, one score comes back, each signed with the key that both sides have."""

import json
from base64 import b64decode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hmac import compare_digest, digest
from http.client import HTTPException, HTTPSConnection
from secrets import token_hex
from urllib.parse import urlsplit

from lambdas.shared.strict_json import loads

from .features import Features
from .scoring import Score, Thresholds

LARGEST_ANSWER = 4096
SHORTEST_KEY = 32
NONCE, SIGNATURE = "Fraud-Detection-Nonce", "Fraud-Detection-Signature"
# Other words for each side, so that no request passes for the answer to itself.
REQUEST, ANSWER = b"fraud-detection request", b"fraud-detection answer"
# A remote score is taken for a probability of fraud: more likely than not is looked at, nine in ten is not let through.
THRESHOLDS = Thresholds(review=0.5, decline=0.9)

# Host, port, path with query.
Address = tuple[str, int | None, str]
# Takes a body and its headers; returns the answer's status, signature and body.
Post = Callable[[bytes, dict[str, str]], tuple[int, str, bytes]]


def scorer(where: str, *, seconds: float) -> Callable[[Features], Score]:
    """Return a scorer that asks the model at the URL, with the key, that `{"url": ..., "key": ...}` names.

    It waits so long at most. ValueError for any other value, without repeating it.
    """
    try:
        url, key = _named(where)
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except (ValueError, RecursionError):
        host = None
    if not host or parts.scheme != "https" or parts.username is not None or not (url.isascii() and url.isprintable()):
        raise ValueError(
            'model endpoint: neither local nor {"url": "https://...", "key": "at least 32 random bytes in base64"}; '
            "correct the parameter's value"
        )
    target = parts.path or "/"
    place = f"{target}?{parts.query}" if parts.query else target
    return partial(ask, post=partial(post, (host, port, place), seconds), key=key, seconds=seconds)


def ask(features: Features, *, post: Post, key: bytes, seconds: float) -> Score:
    """Send the features as a JSON object and read `{"score": 0..1}`; ConnectionError says why there is no score."""
    body, nonce = json.dumps(features).encode(), token_hex(16)
    headers = {NONCE: nonce, SIGNATURE: signature(REQUEST, nonce, body, key=key)}
    try:
        status, signed, answer = _in_time(partial(post, body, headers), seconds)
    except (OSError, HTTPException, ValueError) as failure:
        raise ConnectionError(f"model endpoint: no answer ({type(failure).__name__}); see whether it is up") from None
    if status != 200:
        raise ConnectionError(f"model endpoint: answered with status {status}, not 200; see its own log")
    # One that is too long was cut off: no signature fits it, and below it is no score.
    expected = signature(ANSWER, nonce, answer, key=key).encode()
    if len(answer) <= LARGEST_ANSWER and not compare_digest(expected, signed.encode(errors="replace")):
        raise ConnectionError("model endpoint: the answer is not signed for its request; give both sides the same key")
    value = _score(answer)
    return Score(value, THRESHOLDS.decide(value), (), "remote")


def signature(side: bytes, nonce: str, body: bytes, *, key: bytes) -> str:
    """Return the HMAC-SHA-256 (hexadecimal) of what one side says, bound to the one request that it belongs to."""
    return digest(key, b"\n".join((side, nonce.encode(), body)), "sha256").hex()


def post(address: Address, seconds: float, body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
    """Return status, signature and body of an answer. No redirect is followed, no proxy asked: the URL says where."""
    host, port, target = address
    connection = HTTPSConnection(host, port, timeout=seconds)
    try:
        connection.request("POST", target, body, {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        return response.status, response.getheader(SIGNATURE, ""), response.read(LARGEST_ANSWER + 1)
    finally:
        connection.close()


def _named(where: str) -> tuple[str, bytes]:
    """Read URL and key; ValueError for what is not an object of just these two, each once."""
    written = json.loads(where, object_pairs_hook=tuple)
    if isinstance(written, tuple) and sorted(name for name, _ in written) == ["key", "url"]:
        url, key = dict(written)["url"], dict(written)["key"]
        if (
            isinstance(url, str)
            and isinstance(key, str)
            and len(secret := b64decode(key, validate=True)) >= SHORTEST_KEY
        ):
            return url, secret
    raise ValueError("not an object of just a URL and a long enough key")


def _in_time(call: Callable[[], tuple[int, str, bytes]], seconds: float) -> tuple[int, str, bytes]:
    """A socket's time limit starts anew with each byte that drips in; this one is for the whole call."""
    worker = ThreadPoolExecutor(max_workers=1)
    try:
        return worker.submit(call).result(timeout=seconds)
    finally:
        worker.shutdown(wait=False)


def _score(answer: bytes) -> float:
    try:
        written = loads(answer.decode()) if len(answer) <= LARGEST_ANSWER else None
    except ValueError:
        written = None
    if isinstance(written, dict) and set(written) == {"score"}:
        score = written["score"]
        if type(score) in (int, float) and 0 <= score <= 1:
            return float(score)
    raise ConnectionError('model endpoint: the answer is not {"score": a number from 0 to 1}; correct the endpoint')
