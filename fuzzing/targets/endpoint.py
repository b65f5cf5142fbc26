"""A remote model (lambdas/fraud_analyzer/endpoint.py): where it is, and what it answers, signed or not."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator

from fuzzing import plain_json
from fuzzing.oracle import Defect, refused, require
from gate.preflight.precondition import State
from gate.preflight.variables import variables
from lambdas.fraud_analyzer.endpoint import ANSWER, NONCE, ask, scorer, signature

KEY = b"k" * 32


def run(data: bytes) -> None:
    """Takes the bytes for the value of the parameter, and for an answer, which is signed as it should be."""
    text = data.decode("utf-8", "replace")
    _parameter(text)
    try:
        score = ask(
            {"amount": 1.0}, post=lambda _body, headers: (200, _signed(headers, data), data), key=KEY, seconds=5
        )
    except ConnectionError as error:
        refused(error)
        return
    said = plain_json.one_meaning(text)
    require(said.keys() == {"score"} and score.value == float(said["score"]), "takes another score than was answered")
    require(0 <= score.value <= 1, "takes a score that is none")


def _signed(headers: dict[str, str], data: bytes) -> str:
    return signature(ANSWER, headers[NONCE], data, key=KEY)


def _parameter(text: str) -> None:
    """Whether the function takes it, which must be so where preflight finds nothing wrong with it."""
    (found,) = variables(("ml_model_endpoint",), {"ml_model_endpoint": text}, ())
    try:
        taken = scorer(text, seconds=1)
    except ValueError as error:
        refused(error)
        if found.state is State.OK and text != "local":
            raise Defect("preflight lets pass what the function refuses") from None
        return
    said = plain_json.one_meaning(text)
    require(said["url"].lower().startswith("https:"), "sends without TLS")
    require(getattr(taken, "keywords", {})["key"] == b64decode(said["key"]), "signs with another key")


def seeds() -> Iterator[bytes]:
    """A place with its key, and answers."""
    yield b'{"url": "https://model.example/score?v=1", "key": "' + b"AAAA" * 11 + b'"}'
    yield b'{"score": 0.25}'
    yield b'{"score": 1}'
    yield b"local"
