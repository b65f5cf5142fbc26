"""What the page on remote models says is what the adapter does: its code for the other side answers the adapter."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lambdas.fraud_analyzer import endpoint
from lambdas.fraud_analyzer.scoring import Decision, Score

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "a-remote-model.md").read_text(encoding="utf-8")
OLD, NEW = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def other_side() -> Callable[..., Any]:
    """The page's function `answer`."""
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - of our own page
    answer: Callable[..., Any] = names["answer"]
    return answer


def asked(other_side: Callable[..., Any], *, key: bytes, accepted: tuple[bytes, ...]) -> Score:
    def model(body: bytes) -> bytes:
        return json.dumps({"score": json.loads(body)["amount"] / 100}).encode()

    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str, bytes]:
        status, answered, said = other_side(headers, body, model, [b64encode(each).decode() for each in accepted])
        return status, answered.get(endpoint.SIGNATURE, ""), said

    return endpoint.ask({"amount": 60.0}, post=post, key=key, seconds=30)


@pytest.mark.parametrize("accepted", [(NEW,), (OLD, NEW), (NEW, OLD)])
def test_the_pages_code_answers_the_analyzer_also_while_a_key_is_replaced(
    other_side: Callable[..., Any], accepted: tuple[bytes, ...]
) -> None:
    assert asked(other_side, key=NEW, accepted=accepted).decision is Decision.REVIEW


def test_the_pages_code_refuses_whoever_has_not_the_key(other_side: Callable[..., Any]) -> None:
    with pytest.raises(ConnectionError, match="status 401"):
        asked(other_side, key=NEW, accepted=(OLD,))


@pytest.mark.parametrize("headers", [{}, {endpoint.NONCE: "0"}, {endpoint.SIGNATURE: "ä", endpoint.NONCE: "ä"}])
def test_the_pages_code_does_not_score_what_nobody_signed(
    other_side: Callable[..., Any], headers: dict[str, str]
) -> None:
    assert other_side(headers, b"{}", pytest.fail, [b64encode(NEW).decode()]) == (401, {}, b"")


def test_the_page_states_the_numbers_and_names_that_the_adapter_goes_by() -> None:
    stated = (
        f"at least {endpoint.SHORTEST_KEY} random bytes",
        f"{endpoint.LARGEST_ANSWER:,} bytes",
        f"from {endpoint.THRESHOLDS.review:g}".replace("0.", "."),
        f"from {endpoint.THRESHOLDS.decline:g}".replace("0.", "."),
        *(f"`{name}`" for name in (endpoint.NONCE, endpoint.SIGNATURE)),
        *(f"`{side.decode()}`" for side in (endpoint.REQUEST, endpoint.ANSWER)),
    )
    assert [words for words in stated if words not in " ".join(PAGE.split())] == []
