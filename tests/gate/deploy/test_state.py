"""A state as its file holds it: which one it is, and the places of its secrets without a value of them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.deploy.state import BrokenState, State

KEY = "the key of a client"


def resource(type_: str, attribute: str, value: object) -> dict[str, Any]:
    marked = [[{"type": "get_attr", "value": attribute}]]
    instance = {"attributes": {attribute: value}, "sensitive_attributes": marked}
    return {"mode": "managed", "type": type_, "name": "one", "instances": [instance]}


def state(*resources: dict[str, Any], **changes: object) -> bytes:
    content = {"version": 4, "serial": 3, "lineage": "first", "outputs": {}, "resources": [*resources], **changes}
    return json.dumps(content).encode()


def test_a_secret_is_told_by_its_place_and_not_by_its_value() -> None:
    found = State.read(state(resource("aws_api_gateway_api_key", "value", KEY), resource("other", "text", KEY)))
    assert found.secrets == (
        "aws_api_gateway_api_key.one.value: a client's API key",
        "other.one.text: marked as sensitive",
    )
    assert KEY not in "".join(found.secrets)


def test_what_is_marked_and_has_no_value_is_no_secret() -> None:
    assert State.read(state(resource("aws_ssm_parameter", "value_wo", None))).secrets == ()


def test_an_output_that_is_sensitive_is_a_secret_and_another_is_none() -> None:
    outputs = {"url": {"value": "x", "type": "string"}, "key": {"value": KEY, "type": "string", "sensitive": True}}
    assert State.read(state(outputs=outputs)).secrets == ("output key: marked as sensitive",)


def test_states_that_hold_the_same_are_equal_whatever_their_serial() -> None:
    one, other = (State.read(state(resource("a", "b", 1), serial=serial)) for serial in (3, 9))
    assert one.held == other.held
    assert one.held != State.read(state(resource("a", "b", 2))).held
    assert one.held != State.read(state(resource("a", "b", True))).held


def test_what_terraform_gives_where_there_is_no_state_is_nothing() -> None:
    assert State.read(state(lineage="", serial=0)).is_nothing
    assert State.read(state()).is_nothing
    assert not State.read(state(resource("a", "b", 1))).is_nothing


@pytest.mark.parametrize(
    ("arn", "accounts"),
    [
        ("arn:aws:kms:us-east-1:111111111111:key/a", {"111111111111"}),
        ("arn:aws-us-gov:iam::111111111111:role/a:b", {"111111111111"}),
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", set()),
        ("arn:aws:s3:::a-bucket", set()),
        ("arn:aws:kms", set()),
        ("111111111111", set()),
        (None, set()),
        (7, set()),
    ],
)
def test_the_accounts_of_a_state_are_those_that_the_arns_of_its_resources_name(arn: object, accounts: set[str]) -> None:
    assert State.read(state(resource("a", "b", 1), resource("aws_kms_key", "arn", arn))).accounts == accounts
    assert State.read(state({**resource("a", "arn", arn), "mode": "data"})).accounts == set()


def test_an_arn_of_what_a_resource_uses_is_not_its_own() -> None:
    assert State.read(state(resource("a", "role_arn", "arn:aws:iam::111111111111:role/a"))).accounts == set()


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        state(version=3),
        state(serial="3"),
        state(serial=True),
        state(lineage=None),
        state(resource("a", "b", 1), lineage=""),
        state(resources=[KEY]),
        state(resources=[{"type": "a", "name": "b", "instances": [{"sensitive_attributes": [[]]}]}]),
        state(outputs={"a": KEY}),
        state(outputs=[KEY]),
    ],
)
def test_what_is_no_state_is_refused_without_a_word_of_it(broken: bytes) -> None:
    with pytest.raises(BrokenState) as refused:
        State.read(broken)
    assert str(refused.value) == "is no state of Terraform's in its format 4"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["type", "name", "instances", "attributes", "arn", "sensitive_attributes", "value", "sensitive"]
                ),
                inner,
            )
        ),
    )
)
def test_whatever_stands_in_its_place_is_a_state_or_refused(strange: object) -> None:
    for name in ("resources", "outputs", "lineage", "serial", "version"):
        try:
            State.read(state(**{name: strange}))
        except BrokenState:
            continue
