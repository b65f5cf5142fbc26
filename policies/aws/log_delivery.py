"""How a resource policy of CloudWatch Logs lets AWS's log delivery write, as AWS WAF's logs need it.

CloudWatch Logs keeps such policies for the whole account and region, so each names the groups that it opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.aws.iam import actions, texts
from policies.aws.key_policies import without_sid
from policies.aws.names import all_logs
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import ACCOUNT as ACCOUNT_STACK
from policies.core.strict_json import Json
from policies.requirements import REGION

POLICY, GROUP = "aws_cloudwatch_log_resource_policy", "aws_cloudwatch_log_group"
STREAMS = ":log-stream:*"
# Where workflows log, of whatever system: the account's stack opens these groups, and no other.
VENDED = "/aws/vendedlogs/states/"
# As in AWS's guide to CloudWatch Logs, "Logs sent to CloudWatch Logs".
WRITING = {"logs:createlogstream", "logs:putlogevents"}
ALLOW_DELIVERY: Mapping[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "delivery.logs.amazonaws.com"},
    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
    "Resource": f"${{{GROUP}.waf.arn}}{STREAMS}",
    "Condition": {
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
        "ArnLike": {"aws:SourceArn": f"arn:aws:logs:{REGION}:{ACCOUNT}:*"},
    },
}


def lets_delivery_write(statement: Mapping[str, Json], stack: Stack) -> bool:
    """Whether a statement lets AWS's log delivery write for this account, and nobody do anything else."""
    plain = without_sid(statement)
    here = {"StringEquals": {"aws:SourceAccount": ACCOUNT}, "ArnLike": {"aws:SourceArn": all_logs(stack)}}
    return (
        plain.keys() == ALLOW_DELIVERY.keys()
        and (plain["Effect"], plain["Principal"]) == (ALLOW_DELIVERY["Effect"], ALLOW_DELIVERY["Principal"])
        and set(actions(plain)) == WRITING
        and plain["Condition"] == here
    )


def groups_of(statement: Mapping[str, Json], stack: Stack) -> tuple[Resource | None, ...]:
    """The log groups of this stack whose streams a statement is about; None stands for anything else."""
    arns = texts(statement.get("Resource"))
    return tuple(_group(arn, stack) for arn in arns if not vended(arn, stack)) if arns else (None,)


def vended(arn: str, stack: Stack) -> tuple[str, ...]:
    """The beginning of the names of the log groups whose streams an ARN of the account's stack stands for, if any."""
    vending = f"{all_logs(stack).removesuffix('*')}log-group:{VENDED}*{STREAMS}"
    return (VENDED,) if stack.name == ACCOUNT_STACK and arn == vending else ()


def _group(arn: str, stack: Stack) -> Resource | None:
    group = stack.resolve(arn.removesuffix(STREAMS), "arn") if arn.endswith(STREAMS) else None
    return group if group is not None and group.type == GROUP else None
