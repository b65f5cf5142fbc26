"""Whatever a batch holds: each message once started, refused or left, cards in their order, and no data in the log."""

import json
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lambdas.transaction_drain.messages import read
from tests.lambdas.environments import forget
from tests.lambdas.transaction_drain.queue import CLIENT, RECEIPT, Surroundings, payment, queued, record

SECRET = "4111" + "1" * 12
MARK = "zq9xmark"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
CARDS = st.sampled_from([f"tok_{MARK}_{card}" for card in range(3)])
GOOD = CARDS.map(lambda card: ("good", card))
REFUSED = st.sampled_from([{"amount": -1}, {"card_token": SECRET}, {"note": SECRET}, {"country": MARK}]).map(
    lambda changes: ("refused", changes)
)
BROKEN = st.one_of(
    st.text(max_size=20).map(lambda text: f"not JSON {text}"),
    JSON.map(json.dumps),
    st.just("[" * 100_000),
    st.just("1" * 100_000),
    st.just(json.dumps(queued(SECRET))),
    st.just(json.dumps({"client": CLIENT, "request": payment(merchant_id=MARK)})),
    st.just(json.dumps({"request": payment(merchant_id=MARK), "receipt": RECEIPT})),
    st.sampled_from(["", "a_b", "_", "k" * 33, f"k\n{MARK}", "k\u0661", None, 7, [CLIENT], {}]).map(
        lambda client: json.dumps(queued(payment(merchant_id=MARK), client))
    ),
).map(lambda body: ("broken", body))


def written(kind: str, content: Any, number: int) -> str:
    """The body of a message; `number` names its transaction."""
    if kind == "broken":
        return str(content)
    changes: Mapping[str, object] = {"card_token": content} if kind == "good" else content
    return json.dumps(queued({**payment(number), "card_token": f"tok_{MARK}", **changes}))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(
    st.lists(GOOD | REFUSED | BROKEN, max_size=10),
    st.sets(st.integers(0, 9)),
    st.sampled_from(["SUCCEEDED", "FAILED"]),
)
def test_each_message_is_started_refused_or_left_and_never_two_of_them(
    around: Surroundings,
    caplog: pytest.LogCaptureFixture,
    messages: list[tuple[str, Any]],
    refusing: set[int],
    ends: str,
) -> None:
    forget()
    caplog.clear()
    caplog.set_level(logging.DEBUG, "lambdas")
    around.started.clear()
    around.held.clear()
    around.refusing, around.ends = {f"t-{number:04}" for number in refusing}, ends
    bodies = [written(kind, content, number) for number, (kind, content) in enumerate(messages)]
    left = around.drain({"Records": [record(body, message_id=f"m-{place}") for place, body in enumerate(bodies)]})

    started = Counter(name.split("_")[1] for name, _, _ in around.started)
    succeeded = {name.split("_")[1] for name, _, awaited in around.started if not awaited or ends == "SUCCEEDED"}
    good = {f"m-{place}" for place, (kind, _) in enumerate(messages) if kind == "good"}
    refused = {f"m-{place}" for place, (kind, _) in enumerate(messages) if kind == "refused"}
    assert set(started.values()) <= {1}
    assert set(started) == good - {f"m-{place}" for place in refusing}
    assert sorted(left) == sorted({f"m-{place}" for place in range(len(messages))} - succeeded - refused)

    order: dict[str, list[int]] = defaultdict(list)
    for name, asked, _ in around.started:
        order[asked["request"]["card_token"]].append(int(name.split("_")[1].removeprefix("m-")))
    assert all(places == sorted(places) for places in order.values())

    told = "\n".join(each.getMessage() for each in caplog.records if each.name.startswith("lambdas"))
    assert MARK not in told
    assert SECRET not in told
    assert CLIENT not in told


@given(JSON)
def test_whatever_json_a_body_is_it_is_a_payment_or_none(body: object) -> None:
    message = read(record(json.dumps(body)))
    assert message is None or (isinstance(body, dict) and message.request == body["request"])
