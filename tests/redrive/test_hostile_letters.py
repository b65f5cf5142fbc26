"""Whatever lies in the queue is settled or left, in one line, and what lies behind it is settled all the same."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from redrive import command, run
from redrive.deeds import Forget, Leave, Notify, Publish, Review, Start
from redrive.letters import NOT_UNDERSTOOD, REASONS, Letter, read
from redrive.names import DEAD_LETTERS, REVIEW_DEAD_LETTERS
from redrive.system import Result
from tests.redrive.fake_sqs import FakeSqs
from tests.redrive.test_letters import ANALYSIS, EVENT, NOW, VALIDATED
from tests.redrive.test_work import Free

# Each stands for a value of JSON, or of what only looks like JSON.
SCALARS = ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "0.1000000000000000055", "9007199254740993"]
SCALARS += [
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    '""',
    '"x"',
    '"\\ud800"',
    '"\\u0000"',
    '"\\u202e"',
    '"::error::x"',
    '"a\\tb\\nc"',
]
DEEP = ["[" * 30 + "]" * 30, "[" * 300 + "]" * 300, '{"a":' * 900 + "1" + "}" * 900]


def object_of(pairs: list[tuple[str, str]]) -> str:
    """The text of an object; one key may stand in it twice."""
    return "{" + ",".join(f"{key}:{value}" for key, value in pairs) + "}"


TEXT = st.text(max_size=6).map(json.dumps)
HOSTILE = st.recursive(
    st.sampled_from(SCALARS + DEEP) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{','.join(items)}]")
        | st.lists(st.tuples(TEXT, inner), max_size=3).map(object_of)
    ),
    max_leaves=5,
)


def written(values: dict[str, Any], **instead: str) -> str:
    """An object as text, with these texts as values instead."""
    texts = {key: json.dumps(value) for key, value in values.items()} | instead
    return object_of([(json.dumps(key), text) for key, text in texts.items()])


@st.composite
def letters(draw: st.DrawFn) -> str:
    """A letter of the workflow or of a rule, of which one part, at any depth, is hostile."""
    parts = {"transaction": VALIDATED, "analysis": ANALYSIS}
    part, value = draw(st.sampled_from([*parts, "detail"])), draw(HOSTILE)
    if part == "detail":
        whole = written({"transaction_id": "t-1"}, **{draw(st.sampled_from(["transaction_id", "amount"])): value})
        return written(EVENT, detail=draw(st.sampled_from([whole, value])))
    whole = written(parts[part], **{draw(st.sampled_from(sorted(parts[part]))): value})
    reason = draw(st.sampled_from(REASONS))
    return written({"reason": reason, **parts}, **{part: draw(st.sampled_from([whole, value]))})


def can_be_sent(letter: Letter) -> bool:
    """Whether AWS would take what is to be done: plain JSON, in UTF-8, that says what the letter said."""
    # What is forgotten sends nothing.
    said = None if isinstance(letter.deed, Forget) else getattr(letter.deed, next(iter(vars(letter.deed))))
    return bool(json.dumps(said, allow_nan=False, ensure_ascii=False).encode())


@given(letters() | HOSTILE, st.sampled_from([DEAD_LETTERS, REVIEW_DEAD_LETTERS]))
@example(written({"reason": "merchant_not_counted", "transaction": VALIDATED, "analysis": ANALYSIS}), DEAD_LETTERS)
def test_whatever_a_letter_holds_it_can_be_sent_or_is_left(body: str, queue: str) -> None:
    letter = read(body, queue=queue, now=NOW)
    assert isinstance(letter.deed, Start | Publish | Notify | Review | Forget | Leave)
    assert can_be_sent(letter)
    assert letter.reason in REASONS
    assert letter.transaction_id.isprintable()
    assert set(letter.transaction_id).isdisjoint("\t :#|")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1e-400", "10.0000000000000000001"])
@pytest.mark.parametrize("field", ["amount", "timestamp"])
def test_a_number_that_json_does_not_know_is_left(field: str, number: str) -> None:
    body = written({"reason": "not_stored"}, transaction=written(VALIDATED, **{field: number}))
    assert read(body, queue=DEAD_LETTERS, now=NOW).deed is NOT_UNDERSTOOD


@pytest.mark.parametrize("value", ['"1"', "true", "null", "[1]", "{}", "1.5"])
def test_a_time_that_is_no_whole_number_is_left(value: str) -> None:
    body = written({"reason": "not_stored"}, transaction=written(VALIDATED, timestamp=value))
    assert read(body, queue=DEAD_LETTERS, now=NOW).deed is NOT_UNDERSTOOD


@pytest.mark.parametrize("name", ["::error::x", "a\tb", "\x1b[31m", "\u202e", "##[error]", "x" * 65, ""])
def test_an_id_that_no_validator_lets_in_is_neither_shown_nor_sent(name: str) -> None:
    kept = written({"reason": "not_stored", "transaction": VALIDATED | {"transaction_id": name}})
    event = written(EVENT | {"detail": {"transaction_id": name}})
    for body in (kept, event):
        letter = read(body, queue=DEAD_LETTERS, now=NOW)
        assert (letter.transaction_id, letter.deed) == ("", NOT_UNDERSTOOD)


def test_a_key_that_stands_twice_is_left() -> None:
    body = '{"reason": "not_stored", "reason": "not_stored", "transaction": ' + json.dumps(VALIDATED) + "}"
    assert read(body, queue=DEAD_LETTERS, now=NOW).deed is NOT_UNDERSTOOD


@given(st.lists(letters() | HOSTILE, max_size=4), st.lists(letters() | HOSTILE, max_size=4))
def test_what_lies_behind_a_letter_that_cannot_be_read_is_settled(before: list[str], after: list[str]) -> None:
    sqs = FakeSqs()
    sqs.put(DEAD_LETTERS, *before)
    (event,) = sqs.put(DEAD_LETTERS, written(EVENT))
    sqs.put(DEAD_LETTERS, *after)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "client", lambda _: sqs)
        patch.setattr(command, "Pace", Free)
        patch.setattr(run, "perform", performed)
        done = CliRunner().invoke(command.redrive, ["--apply"])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert event not in sqs.visible(DEAD_LETTERS)
    lines = done.stdout.splitlines()
    assert len(lines) == len(before) + 1 + len(after)
    assert all(line.count("\t") == 4 and line.replace("\t", "").isprintable() for line in lines)


def performed(deed: Any, _queue_arn: str) -> Result:
    assert json.dumps(vars(deed), allow_nan=False)
    return Result("done", "done")
