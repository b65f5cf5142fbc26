"""A remote model's word counts only if it is exactly a score, and signed for the request that it answers."""

import json
import socket
import threading
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection, HTTPException

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdas.fraud_analyzer import endpoint
from lambdas.fraud_analyzer.endpoint import ANSWER, NONCE, REQUEST, SIGNATURE, signature
from lambdas.fraud_analyzer.scoring import Decision, Score

FEATURES = {"amount": 12.5, "hour": 3.0}
# More than any answer takes that a test is not about the lateness of.
SECONDS = 30.0
KEY, OTHER_KEY = bytes(range(32)), bytes(32)
LOW = b'{"score": 0.1}'


def parameter(url: object, key: object = b64encode(KEY).decode()) -> str:
    return json.dumps({"url": url, "key": key})


def ask(post: endpoint.Post, *, seconds: float = SECONDS) -> Score:
    return endpoint.ask(FEATURES, post=post, key=KEY, seconds=seconds)


def answering(answer: bytes, status: int = 200) -> endpoint.Post:
    """A model that says this and signs it as it should."""
    return lambda _, headers: (status, signature(ANSWER, headers[NONCE], answer, key=KEY), answer)


@pytest.mark.parametrize(
    ("score", "decision"),
    [("0", "APPROVE"), ("0.49", "APPROVE"), ("0.5", "REVIEW"), ("0.9", "DECLINE"), ("1.0", "DECLINE")],
)
def test_a_score_between_zero_and_one_decides(score: str, decision: str) -> None:
    scored = ask(answering(f'{{"score": {score}}}'.encode()))
    assert scored.value == float(score)
    assert scored.decision is Decision[decision]
    assert scored.model == "remote"


def test_the_features_are_sent_as_json_signed_for_this_one_request() -> None:
    sent: list[tuple[bytes, dict[str, str]]] = []

    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        sent.append((body, headers))
        return answering(LOW)(body, headers)

    ask(post), ask(post)
    assert [json.loads(body) for body, _ in sent] == [FEATURES, FEATURES]
    assert all(headers[SIGNATURE] == signature(REQUEST, headers[NONCE], body, key=KEY) for body, headers in sent)
    assert len({headers[NONCE] for _, headers in sent}) == len({headers[SIGNATURE] for _, headers in sent}) == 2
    assert all(len(headers[NONCE]) == 32 and headers.keys() == {NONCE, SIGNATURE} for _, headers in sent)


# What someone can sign who has not the key, or who has seen other requests, or answers, signed with it.
FORGED: dict[str, Callable[[bytes, dict[str, str]], str]] = {
    "none": lambda body, headers: "",
    "the request's own": lambda body, headers: headers[SIGNATURE],
    "of a request": lambda body, headers: signature(REQUEST, headers[NONCE], LOW, key=KEY),
    "of another key": lambda body, headers: signature(ANSWER, headers[NONCE], LOW, key=OTHER_KEY),
    "of no key": lambda body, headers: signature(ANSWER, headers[NONCE], LOW, key=b""),
    "of another request": lambda body, headers: signature(ANSWER, "0" * 32, LOW, key=KEY),
    "of another answer": lambda body, headers: signature(ANSWER, headers[NONCE], b'{"score": 0.2}', key=KEY),
    "of no nonce": lambda body, headers: signature(ANSWER, "", LOW, key=KEY),
    "cut off": lambda body, headers: signature(ANSWER, headers[NONCE], LOW, key=KEY)[:-1],
    "twice": lambda body, headers: ", ".join([signature(ANSWER, headers[NONCE], LOW, key=KEY)] * 2),
    "in capitals": lambda body, headers: signature(ANSWER, headers[NONCE], LOW, key=KEY).upper(),
    "no text": lambda body, headers: "\udcff\xe4",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_an_answer_that_is_not_signed_for_its_request_is_none(
    forged: Callable[[bytes, dict[str, str]], str],
) -> None:
    with pytest.raises(ConnectionError, match=r"not signed for its request; give both sides the same key$"):
        ask(lambda body, headers: (200, forged(body, headers), LOW))


@given(signed=st.text(max_size=80), answer=st.binary(max_size=80) | st.just(LOW))
def test_whatever_an_answer_holds_without_the_key_it_is_an_error_that_tells_nothing(signed: str, answer: bytes) -> None:
    with pytest.raises(ConnectionError, match=r"^model endpoint: the answer is not signed for its request; [a-z ]+$"):
        ask(lambda body, headers: (200, signed, answer))


def test_the_longest_answer_is_a_score_if_it_is_signed_and_none_if_it_is_not() -> None:
    longest = LOW.ljust(endpoint.LARGEST_ANSWER)
    assert ask(answering(longest)).value == 0.1
    with pytest.raises(ConnectionError, match="not signed for its request"):
        ask(lambda body, headers: (200, "", longest))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["score", "s", ""]), inner, max_size=2),
)


@given(answer=st.binary(max_size=80) | ANYTHING.map(lambda value: json.dumps(value).encode()))
@example(answer=b"1" * endpoint.LARGEST_ANSWER)
def test_whatever_is_signed_it_is_a_score_from_0_to_1_or_an_error_that_does_not_repeat_it(answer: bytes) -> None:
    try:
        value: object = ask(answering(answer)).value
    except ConnectionError as failure:
        value = str(failure)
    if isinstance(value, float):
        assert json.loads(answer) == {"score": value}
        assert 0 <= value <= 1
    else:
        assert value == 'model endpoint: the answer is not {"score": a number from 0 to 1}; correct the endpoint'


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
        b'{"score": 0.9, "score": 0.1}',
        '{"score": 0.1}'.encode("utf-16"),
    ],
)
def test_any_other_answer_is_an_error_that_does_not_repeat_it(answer: bytes) -> None:
    with pytest.raises(ConnectionError, match="model endpoint: the answer is not"):
        ask(answering(answer))


def test_an_answer_that_does_not_come_in_time_is_an_error() -> None:
    release = threading.Event()

    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        release.wait(30)
        return answering(LOW)(body, headers)

    with pytest.raises(ConnectionError, match="no answer \\(TimeoutError\\)"):
        ask(post, seconds=0.05)
    release.set()


@pytest.mark.parametrize("status", [204, 302, 403, 500])
def test_any_other_status_is_an_error(status: int) -> None:
    with pytest.raises(ConnectionError, match=f"status {status}"):
        ask(answering(LOW, status))


@pytest.mark.parametrize("failure", [TimeoutError("secret-host"), OSError("secret-host"), HTTPException("secret-host")])
def test_no_answer_is_an_error_that_does_not_tell_the_address(failure: Exception) -> None:
    def post(_body: bytes, _headers: dict[str, str]) -> tuple[int, str, bytes]:
        raise failure

    with pytest.raises(ConnectionError, match=r"no answer \(\w+\)") as told:
        ask(post)
    assert "secret-host" not in str(told.value)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://model.example", (("model.example", None, "/"), SECONDS)),
        ("https://model.example:8443/v1/score", (("model.example", 8443, "/v1/score"), SECONDS)),
        ("https://model.example/score?version=2", (("model.example", None, "/score?version=2"), SECONDS)),
    ],
)
def test_the_parameter_names_host_port_path_and_key(url: str, where: tuple[object, ...]) -> None:
    scorer = endpoint.scorer(parameter(url), seconds=SECONDS)
    assert isinstance(scorer, partial)
    assert scorer.keywords["post"].args == where
    assert (scorer.keywords["key"], scorer.keywords["seconds"]) == (KEY, SECONDS)


GOOD = "https://model.example"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Local",
        GOOD,
        json.dumps(GOOD),
        "null",
        "[" * 100_000,
        json.dumps([["url", GOOD], ["key", b64encode(KEY).decode()]]),
        json.dumps({"url": GOOD}),
        parameter(GOOD)[:-1] + ', "more": 1}',
        parameter(GOOD)[:-1] + f', "url": "{GOOD}"}}',
        parameter(None),
        parameter(GOOD, None),
        parameter(GOOD, b64encode(KEY[1:]).decode()),
        parameter(GOOD, b64encode(KEY).decode().rstrip("=")),
        parameter(GOOD, f"{b64encode(KEY).decode()}\n"),
        parameter(GOOD, "ä" * 44),
        parameter(GOOD, KEY.hex() + "-"),
        parameter("http://model.example"),
        parameter("file:///etc/passwd"),
        parameter("https://"),
        parameter("https://user@model.example"),
        parameter("https://model.example:port/"),
        parameter("https://[::1"),
        parameter("https://mödel.example"),
        parameter("https://model.example/\n"),
    ],
    ids=range(25),
)
def test_anything_else_is_an_error_that_says_what_to_write_and_repeats_nothing(value: str) -> None:
    with pytest.raises(ValueError, match="model endpoint") as told:
        endpoint.scorer(value, seconds=SECONDS)
    assert str(told.value) == (
        'model endpoint: neither local nor {"url": "https://...", "key": "at least 32 random bytes in base64"}; '
        "correct the parameter's value"
    )
    assert told.value.__cause__ is None


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
        scorer = endpoint.scorer(parameter(f"https://127.0.0.1:{server.getsockname()[1]}/"), seconds=SECONDS)
        with pytest.raises(ConnectionError, match="SSLError"):
            scorer(FEATURES)
        thread.join(SECONDS)
    assert b"POST" not in received[0]
    assert b"amount" not in received[0]


def test_a_silent_server_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        scorer = endpoint.scorer(parameter(f"https://127.0.0.1:{server.getsockname()[1]}/"), seconds=0.05)
        with pytest.raises(ConnectionError, match="TimeoutError"):
            scorer(FEATURES)


def test_one_post_is_sent_and_its_answer_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    received: list[bytes] = []
    waited: list[float] = []
    body = b'{"score": 0.25}'

    def serve(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection:
            received.append(connection.recv(65_536))
            received.append(connection.recv(65_536) if not received[0].endswith(b"}") else b"")
            head, _, features = b"".join(received).decode().partition("\r\n\r\n")
            sent = dict(line.split(": ") for line in head.split("\r\n")[1:])
            assert sent[SIGNATURE] == signature(REQUEST, sent[NONCE], features.encode(), key=KEY)
            signed = signature(ANSWER, sent[NONCE], body, key=KEY)
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{SIGNATURE.lower()}: {signed}\r\n\r\n"
            connection.sendall(head.encode() + body)

    def plain(host: str, port: int, *, timeout: float) -> HTTPConnection:
        waited.append(timeout)
        return HTTPConnection(host, port, timeout=timeout)

    # Plain HTTP on the loopback: what is tested here is the request, and certificates above.
    monkeypatch.setattr(endpoint, "HTTPSConnection", plain)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,), daemon=True)
        thread.start()
        url = f"https://127.0.0.1:{server.getsockname()[1]}/score"
        scored = endpoint.scorer(parameter(url), seconds=SECONDS)(FEATURES)
        thread.join(SECONDS)
    assert (scored.value, waited) == (0.25, [SECONDS])
    request = b"".join(received)
    assert request.startswith(b"POST /score HTTP/1.1\r\n")
    assert b"Content-Type: application/json" in request
    assert request.endswith(json.dumps(FEATURES).encode())


@pytest.mark.parametrize(
    ("head", "body", "read"),
    [("204 No Content", b"", (204, "", b"")), ("200 OK", b" " * 5000, (200, "", b" " * (endpoint.LARGEST_ANSWER + 1)))],
)
def test_an_answer_without_a_signature_has_an_empty_one_and_one_that_is_too_long_is_cut_off(
    head: str, body: bytes, read: tuple[int, str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def serve(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    monkeypatch.setattr(endpoint, "HTTPSConnection", HTTPConnection)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,), daemon=True)
        thread.start()
        assert endpoint.post(("127.0.0.1", server.getsockname()[1], "/"), SECONDS, b"", {}) == read
        thread.join(SECONDS)
