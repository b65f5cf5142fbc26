"""Whatever is damaged is repaired by `terraform apply`, and nothing else is replaced with it.

A resource whose creation failed half-way is tainted: the next apply replaces it. Here that is done to one resource of
each kind in the running system, which must then answer as before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from live.story import transaction
from live.system import System
from live.terraform import TerraformFailed
from live.traces import DEAD_LETTERS
from policies.aws.dependencies import created_first
from policies.core.stack import Stack
from policies.file.shared.replacements import MAY_EXIST_TWICE, PARTS_OF_THE_API
from tests.live.conftest import deployed
from tests.live.plans import (
    CREATED_FIRST,
    DESTROYED_FIRST,
    FROM_STATE,
    Change,
    apply,
    beginning,
    from_edited,
    planned,
    put_edited,
    tainted,
)
from tests.processes import until

# One of each kind, in different parts of the system.
LETTERS = "aws_sqs_queue.transaction-dead-letters_queue"
ROLE = "aws_iam_role.transaction-validator_role"
NAMED = (
    *(LETTERS, ROLE),
    "aws_cloudwatch_log_group.workflow_logs_group",
    "aws_cloudwatch_metric_alarm.monitoring_api-alarms_4XXError",
    "aws_lambda_function.fraud-analyzer_function",
)
# A role's policy goes with the role.
GRANTS = f"aws_iam_role_policy.{ROLE.partition('.')[2]}_policy"
PATH, API, DEPLOYMENT = (f"aws_api_gateway_{part}" for part in ("resource", "rest_api", "deployment"))
# The local AWS refuses a second path, as AWS does. The other parts that AWS refuses it overwrites.
OVERWRITTEN = tuple(sorted({*PARTS_OF_THE_API, *MAY_EXIST_TWICE} - {PATH, API, DEPLOYMENT}))


# On a deployment of its own, since other tests rely on what is replaced here.
pytestmark = pytest.mark.xdist_group("repair")


@pytest.fixture(scope="module")
def system(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    yield from deployed(synthesized, tmp_path_factory)


@dataclass(frozen=True)
class Repair:
    """What was damaged, what the first plan then did, and the second, which looked at what AWS has."""

    named: frozenset[str]
    parts: frozenset[str]
    grants: str
    first: Mapping[str, Change]
    second: Mapping[str, Change]
    letters: tuple[Any, ...]


@pytest.fixture(scope="module")
def repair(system: System, stack: dict[str, Any]) -> Repair:
    named = frozenset(beginning(stack, prefix) for prefix in NAMED)
    parts = frozenset(beginning(stack, f"{type_}.") for type_ in OVERWRITTEN)
    sqs = system.aws.client("sqs")
    system.traces.taken(DEAD_LETTERS)
    sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName=DEAD_LETTERS)["QueueUrl"], MessageBody='"a letter"')
    put_edited(system, tainted(*named, *parts))
    first = planned(system, FROM_STATE)
    apply(system)
    letters = tuple(system.traces.taken(DEAD_LETTERS))
    second = planned(system)
    apply(system)
    return Repair(named, parts, beginning(stack, GRANTS), first, second, letters)


def replaced(changes: Mapping[str, Change]) -> dict[str, tuple[str, ...]]:
    return {address: change.actions for address, change in changes.items() if len(change.actions) > 1}


def test_what_was_damaged_is_replaced_and_nothing_else(repair: Repair) -> None:
    named = dict.fromkeys({*repair.named, repair.grants}, DESTROYED_FIRST)
    assert replaced(repair.first) == {**named, **dict.fromkeys(repair.parts, CREATED_FIRST)}
    assert {change.actions for change in repair.first.values()} == {DESTROYED_FIRST, CREATED_FIRST, ("update",)}


def test_the_plan_says_that_a_queue_is_replaced_and_its_messages_go_with_it(
    stack: dict[str, Any], repair: Repair
) -> None:
    queue = beginning(stack, LETTERS)
    assert repair.first[queue].actions == DESTROYED_FIRST
    assert repair.letters == ()


@pytest.mark.usefixtures("repair")
def test_no_queue_is_lost(system: System, stack: dict[str, Any]) -> None:
    urls = system.aws.client("sqs").list_queues()["QueueUrls"]
    names = {queue["name"] for queue in stack["resource"]["aws_sqs_queue"].values()}
    assert names <= {url.rpartition("/")[2] for url in urls}


def test_what_the_api_lost_with_the_old_parts_is_made_again_by_the_next_apply(repair: Repair) -> None:
    made = {address for address, change in repair.second.items() if change.actions == ("create",)}
    assert replaced(repair.second) == {}
    assert made
    assert {address.partition(".")[0] for address in made} <= PARTS_OF_THE_API.keys()


@pytest.mark.usefixtures("repair")
def test_the_repaired_system_answers_as_before(system: System) -> None:
    # A function that is new starts slowly, and what is not analyzed in time is reviewed.
    assert until(lambda: system.post(transaction(amount=12.5)).json["decision"] == "approve")
    assert system.post({}).status == 400


@pytest.mark.usefixtures("repair")
def test_a_part_that_is_refused_twice_is_repaired_by_untaint(system: System, stack: dict[str, Any]) -> None:
    terraform = system.deployment.terraform
    path = beginning(stack, f"{PATH}.")
    terraform("taint", path)
    # Not with -target, which leaves out the deployment, and with it the order that comes from it.
    assert replaced(planned(system, FROM_STATE))[path] == CREATED_FIRST
    with pytest.raises(TerraformFailed, match="Another resource with the same parent already has this name"):
        apply(system)
    assert system.post(transaction()).status == 200
    terraform("untaint", path)
    assert replaced(planned(system, FROM_STATE)) == {}


@pytest.mark.usefixtures("repair")
def test_terraform_creates_first_what_the_policy_says_and_nothing_else(system: System, synthesized: Path) -> None:
    everything = planned(system, FROM_STATE, from_edited(system, lambda _, instance: instance.update(status="tainted")))
    orders = replaced(everything)
    expected = created_first(Stack.load(synthesized.read_bytes())).keys()
    assert {address for address, actions in orders.items() if actions == CREATED_FIRST} == expected
    assert len(orders) == system.deployment.resources
