"""What binds plans to a verdict says one thing in one way, and nothing else is read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.deploy.prepared import Prepared, read
from gate.provenance.fields import BrokenAttestation

STACKS = {"account": "a" * 64, "fraud-detection": "b" * 64}
PREPARED = Prepared(STACKS, "c" * 64, "1" * 12, "2026-11-28T05:00:00Z", STACKS)


def test_it_is_read_as_it_was_written() -> None:
    assert read(PREPARED.text()) == PREPARED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"account.plan"', '"account"'),
        ('"_type"', '"type"'),
        ("plan@3", "plan@2"),
        ('"time"', '"more":1,"time"'),
        ('"backends"', '"more":1,"backends"'),
        (",", ", "),
    ],
)
def test_whatever_is_written_otherwise_is_refused(before: str, after: str) -> None:
    text = PREPARED.text().replace(before, after, 1)
    assert text != PREPARED.text()
    with pytest.raises(BrokenAttestation):
        read(text)


@given(st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.dictionaries(st.text(), inner)))
def test_any_other_json_is_refused(value: object) -> None:
    with pytest.raises(BrokenAttestation):
        read(json.dumps(value))
