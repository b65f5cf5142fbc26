"""A remote model's word counts only if it is exactly a score."""

import json
import socket
import threading
from functools import partial
from http.client import HTTPConnection, HTTPException

import pytest

from lambdas.fraud_analyzer import endpoint
from lambdas.fraud_analyzer.scoring import Decision

FEATURES = {"amount": 12.5, "hour": 3.0}
# More than any answer takes that a test is not about the lateness of.
SECONDS = 30.0


def answering(answer: bytes, status: int = 200) -> endpoint.Post:
    return lambda _: (status, answer)


@pytest.mark.parametrize(
    ("score", "decision"),
    [("0", "APPROVE"), ("0.49", "APPROVE"), ("0.5", "REVIEW"), ("0.9", "DECLINE"), ("1.0", "DECLINE")],
)
def test_a_score_between_zero_and_one_decides(score: str, decision: str) -> None:
    scored = endpoint.ask(FEATURES, post=answering(f'{{"score": {score}}}'.encode()), seconds=SECONDS)
    assert scored.value == float(score)
    assert scored.decision is Decision[decision]
    assert scored.model == "remote"


def test_the_features_are_sent_as_json() -> None:
    sent: list[bytes] = []

    def post(body: bytes) -> tuple[int, bytes]:
        sent.append(body)
        return 200, b'{"score": 0.1}'

    endpoint.ask(FEATURES, post=post, seconds=SECONDS)
    assert [json.loads(body) for body in sent] == [FEATURES]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nothing",
        b"0.5",
        b"[]",
        b"{}",
        b'{"score": "0.5"}',
        b'{"score": true}',
        b'{"score": null}',
        b'{"score": NaN}',
        b'{"score": 1.01}',
        b'{"score": -0.01}',
        b'{"score": 0.5, "more": 1}',
        b'{"score": 0.5}' + b" " * endpoint.LARGEST_ANSWER,
        b"[" * 4000,
        b"\xff\xfe",
    ],
)
def test_any_other_answer_is_an_error_that_does_not_repeat_it(answer: bytes) -> None:
    with pytest.raises(ConnectionError, match="model endpoint: the answer is not"):
        endpoint.ask(FEATURES, post=answering(answer), seconds=SECONDS)


def test_an_answer_that_does_not_come_in_time_is_an_error() -> None:
    release = threading.Event()

    def post(_: bytes) -> tuple[int, bytes]:
        release.wait(30)
        return 200, b'{"score": 0.1}'

    with pytest.raises(ConnectionError, match="no answer \\(TimeoutError\\)"):
        endpoint.ask(FEATURES, post=post, seconds=0.05)
    release.set()


@pytest.mark.parametrize("status", [204, 302, 403, 500])
def test_any_other_status_is_an_error(status: int) -> None:
    with pytest.raises(ConnectionError, match=f"status {status}"):
        endpoint.ask(FEATURES, post=answering(b'{"score": 0.1}', status), seconds=SECONDS)


@pytest.mark.parametrize("failure", [TimeoutError("secret-host"), OSError("secret-host"), HTTPException("secret-host")])
def test_no_answer_is_an_error_that_does_not_tell_the_address(failure: Exception) -> None:
    def post(_body: bytes) -> tuple[int, bytes]:
        raise failure

    with pytest.raises(ConnectionError, match=r"no answer \(\w+\)") as told:
        endpoint.ask(FEATURES, post=post, seconds=SECONDS)
    assert "secret-host" not in str(told.value)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://model.example", ("model.example", None, "/", SECONDS)),
        ("https://model.example:8443/v1/score", ("model.example", 8443, "/v1/score", SECONDS)),
        ("https://model.example/score?version=2", ("model.example", None, "/score?version=2", SECONDS)),
    ],
)
def test_an_https_url_names_host_port_and_path(url: str, where: tuple[object, ...]) -> None:
    scorer = endpoint.scorer(url, seconds=SECONDS)
    assert isinstance(scorer, partial)
    assert scorer.keywords["post"].args == where


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Local",
        "http://model.example",
        "file:///etc/passwd",
        "https://",
        "https://user@model.example",
        "https://model.example:port/",
        "https://[::1",
        "https://mödel.example",
    ],
)
def test_anything_else_is_an_error_that_does_not_repeat_it(value: str) -> None:
    with pytest.raises(ValueError, match="model endpoint: neither") as told:
        endpoint.scorer(value, seconds=SECONDS)
    assert value in ("", "https://") or value not in str(told.value)


def test_a_server_that_does_not_speak_tls_learns_nothing() -> None:
    received: list[bytes] = []

    def serve(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection:
            received.append(connection.recv(65_536))
            connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{"score": 0.0}')

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,), daemon=True)
        thread.start()
        scorer = endpoint.scorer(f"https://127.0.0.1:{server.getsockname()[1]}/", seconds=SECONDS)
        with pytest.raises(ConnectionError, match="SSLError"):
            scorer(FEATURES)
        thread.join(SECONDS)
    assert b"POST" not in received[0]
    assert b"amount" not in received[0]


def test_a_silent_server_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        scorer = endpoint.scorer(f"https://127.0.0.1:{server.getsockname()[1]}/", seconds=0.05)
        with pytest.raises(ConnectionError, match="TimeoutError"):
            scorer(FEATURES)


def test_one_post_is_sent_and_its_answer_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[bytes] = []
    body = b'{"score": 0.25}'

    def serve(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection:
            received.append(connection.recv(65_536))
            received.append(connection.recv(65_536) if not received[0].endswith(b"}") else b"")
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    # Plain HTTP on the loopback: what is tested here is the request, and certificates above.
    monkeypatch.setattr(endpoint, "HTTPSConnection", HTTPConnection)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,), daemon=True)
        thread.start()
        scored = endpoint.scorer(f"https://127.0.0.1:{server.getsockname()[1]}/score", seconds=SECONDS)(FEATURES)
        thread.join(SECONDS)
    assert scored.value == 0.25
    request = b"".join(received)
    assert request.startswith(b"POST /score HTTP/1.1\r\n")
    assert b"Content-Type: application/json" in request
    assert request.endswith(json.dumps(FEATURES).encode())
