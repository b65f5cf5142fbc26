"""A second plan changes nothing where nothing has changed, and says what has.

The local AWS does not give back all that it was given. So the plan is made from a state in which that is as AWS returns
it, with policy documents in a spelling of AWS's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from live.lost import LOST
from live.system import System
from tests.live.plans import FROM_STATE, Change, Instance, beginning, from_edited, planned

Attributes = Mapping[str, dict[str, Any]]
DOCUMENTS = ("assume_role_policy", "policy")
# An edit of one attribute each, of several types, as if somebody had made it by hand.
BY_HAND: Mapping[str, tuple[str, Any]] = {
    "aws_api_gateway_method.": ("api_key_required", False),
    "aws_cloudwatch_log_group.workflow_logs_group": ("retention_in_days", 1),
    "aws_cloudwatch_metric_alarm.monitoring_api-alarms_5XXError": ("threshold", 1_000),
    "aws_iam_role_policy.workflow_role_policy": ("policy", '{"Version":"2012-10-17","Statement":[]}'),
    "aws_sqs_queue.review_transaction-review_queue": ("message_retention_seconds", 60),
}


@pytest.fixture(scope="module")
def lost(system: System) -> Attributes:
    """By address, what the local AWS did not give back, as it was given."""
    changes = planned(system, FROM_STATE)
    return {
        address: {name: change.after.get(name) for name in change.attributes} for address, change in changes.items()
    }


def test_the_local_aws_loses_only_what_is_known(lost: Attributes) -> None:
    for address, attributes in lost.items():
        assert attributes.keys() <= LOST.get(address.partition(".")[0], frozenset()), address


@pytest.fixture(scope="module")
def by_hand(stack: dict[str, Any]) -> Attributes:
    """By address, what somebody has changed."""
    return {beginning(stack, prefix): {name: value} for prefix, (name, value) in BY_HAND.items()}


@pytest.fixture(scope="module")
def second(system: System, lost: Attributes, by_hand: Attributes) -> Mapping[str, Change]:
    """The changes of a plan on what AWS returns, after somebody's work; a plan takes too long to make two."""

    def as_aws_returns(address: str, instance: Instance) -> None:
        attributes = instance["attributes"]
        attributes.update(lost.get(address, {}))
        attributes.update({name: spelled(attributes[name]) for name in DOCUMENTS if attributes.get(name)})
        attributes.update(by_hand.get(address, {}))

    return planned(system, FROM_STATE, from_edited(system, as_aws_returns))


def test_a_second_plan_on_what_aws_returns_changes_nothing(second: Mapping[str, Change], by_hand: Attributes) -> None:
    assert second.keys() - by_hand.keys() == set()


def test_what_somebody_changed_by_hand_shows_in_the_plan(second: Mapping[str, Change], by_hand: Attributes) -> None:
    shown = {address: change.attributes for address, change in second.items() if address in by_hand}
    assert shown == {address: frozenset(attributes) for address, attributes in by_hand.items()}


def spelled(document: str) -> str:
    """A policy document as AWS may return it: keys in another order, a list of one text as the text."""
    return json.dumps(_unwrapped(json.loads(document)), sort_keys=True, indent=1)


def _unwrapped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unwrapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return value[0] if len(value) == 1 and isinstance(value[0], str) else [_unwrapped(item) for item in value]
    return value
