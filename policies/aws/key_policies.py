"""The services that may use a key in their own name, and how a key's policy allows it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.aws.arn import arn_of
from policies.aws.iam import actions, allows, conditions, statements
from policies.aws.names import ALL_LOGS
from policies.core import Stack
from policies.core.expressions import ACCOUNT, REGION
from policies.core.strict_json import Json

# The account may administer its key, and by that let its roles use it.
ADMINISTRATION: Mapping[str, Json] = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
# Each of these operators fails where its key is absent from the request.
STRICT = frozenset({"StringEquals", "StringLike", "ArnEquals", "ArnLike"})
OURS = re.compile(rf"arn:aws:[a-z]+:{REGION}:{re.escape(ACCOUNT)}:.+")
DESCRIBE, DATA_KEY, DECRYPT = "kms:describekey", "kms:generatedatakey", "kms:decrypt"
# By class of data: each service and the actions that AWS's guides ask for, in lower case. What calls KMS in the name of
# a role (DynamoDB, Parameter Store, Lambda, SNS and SQS for their callers) is absent: the role's own policy decides.
USERS: Mapping[str | None, Mapping[str, frozenset[str]]] = {
    # Log delivery decrypts what an encrypted workflow hands to it.
    "transactions": {"delivery.logs.amazonaws.com": frozenset({DECRYPT})},
    "messages": {
        # The bus checks its key, keeps events and patterns encrypted, and delivers into encrypted queues.
        "events.amazonaws.com": frozenset({DESCRIBE, DATA_KEY, DECRYPT}),
        # Alarms publish to an encrypted topic.
        "cloudwatch.amazonaws.com": frozenset({DATA_KEY, DECRYPT}),
    },
    # EventBridge keeps what it could not deliver, or could not encrypt with the bus's own key.
    "dead-letters": {"events.amazonaws.com": frozenset({DATA_KEY, DECRYPT})},
    "logs": {
        # CloudWatch Logs encrypts and decrypts the groups, and moves them to a new key.
        f"logs.{REGION}.amazonaws.com": frozenset(
            {
                "kms:encrypt",
                DECRYPT,
                "kms:reencryptfrom",
                "kms:reencryptto",
                DATA_KEY,
                "kms:generatedatakeywithoutplaintext",
            }
        )
    },
    "configuration": {},
}
LOG_GROUP = "aws_cloudwatch_log_group"
# The encryption context that each service sends, and of what type its ARN is; DescribeKey names its source instead.
SENT: Mapping[str | None, Mapping[str, str]] = {
    f"logs.{REGION}.amazonaws.com": {"kms:encryptioncontext:aws:logs:arn": LOG_GROUP},
    "delivery.logs.amazonaws.com": {"kms:encryptioncontext:sourcearn": ""},
    "cloudwatch.amazonaws.com": {"kms:encryptioncontext:aws:sns:topicarn": "aws_sns_topic"},
    "events.amazonaws.com": {
        "kms:encryptioncontext:aws:events:event-bus:arn": "aws_cloudwatch_event_bus",
        "kms:encryptioncontext:aws:sqs:arn": "aws_sqs_queue",
    },
}
LOOKING = {"aws:sourcearn": "aws_cloudwatch_event_bus"}
# Groups are made in many places, and the log service takes all of this account's.
GROUPS = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:*"


def users(document: Json) -> tuple[Mapping[str, Json], ...]:
    """The statements of a key's policy that allow something, apart from the account's administration."""
    allowing = [statement for statement in statements(document) if allows(statement)]
    return tuple(statement for statement in allowing if without_sid(statement) != ADMINISTRATION)


def without_sid(statement: Mapping[str, Json]) -> Mapping[str, Json]:
    """The statement without its Sid, a name that decides nothing."""
    return {key: value for key, value in statement.items() if key != "Sid"}


def service_of(statement: Mapping[str, Json]) -> str | None:
    """The one service that a statement names, if it names nobody else."""
    principal = statement.get("Principal")
    if not isinstance(principal, Mapping) or set(principal) != {"Service"}:
        return None
    service = principal["Service"]
    return service if isinstance(service, str) else None


def is_bound(statement: Mapping[str, Json]) -> bool:
    """Whether every condition of a statement holds for this account only, and there is one."""
    bounds = tuple(conditions(statement))
    return bool(bounds) and all(_is_ours(*bound) for bound in bounds)


def is_named(statement: Mapping[str, Json], stack: Stack) -> bool:
    """Whether a condition of a statement that allows a known service names what the service may use the key for."""
    describes = set(actions(statement)) == {DESCRIBE}
    expected = LOOKING if describes else SENT.get(service_of(statement), {})
    return any(
        key in expected and _is_exact(operator, values) and _are_here(expected[key], values, stack)
        for operator, key, values in conditions(statement)
    )


def _is_ours(operator: str, key: str, values: tuple[str, ...]) -> bool:
    if key == "aws:sourceaccount":
        return operator == "StringEquals" and values == (ACCOUNT,)
    about_ours = key == "aws:sourcearn" or key.startswith("kms:encryptioncontext:")
    return about_ours and operator in STRICT and bool(values) and all(OURS.fullmatch(value) for value in values)


def _is_exact(operator: str, values: tuple[str, ...]) -> bool:
    """Whether the values are exact: a star is no wildcard to StringEquals, which compares letter by letter."""
    exact = operator == "StringEquals" or not any(sign in value for value in values for sign in "*?")
    return bool(values) and (exact or values == (GROUPS,))


def _are_here(type_: str, values: tuple[str, ...], stack: Stack) -> bool:
    """Whether each value is the ARN of a resource of this type here; the services of logs name all of them."""
    known = {arn_of(resource, stack) for resource in stack.of(type_)} | {GROUPS if type_ == LOG_GROUP else ""}
    return set(values) <= (known if type_ else {ALL_LOGS})
