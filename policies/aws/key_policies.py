"""The services that may use a key in their own name, and how a key's policy allows it."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.iam import allows, statements
from policies.aws.region import region
from policies.core import Stack
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json

# The account may administer its key, and by that let its roles use it.
ADMINISTRATION: Mapping[str, Json] = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
DESCRIBE, DATA_KEY, DECRYPT = "kms:describekey", "kms:generatedatakey", "kms:decrypt"
LOGS = "logs.{region}.amazonaws.com"
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
        LOGS: frozenset(
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
SENT: Mapping[str, Mapping[str, str]] = {
    LOGS: {"kms:encryptioncontext:aws:logs:arn": LOG_GROUP},
    "delivery.logs.amazonaws.com": {"kms:encryptioncontext:sourcearn": ""},
    "cloudwatch.amazonaws.com": {"kms:encryptioncontext:aws:sns:topicarn": "aws_sns_topic"},
    "events.amazonaws.com": {
        "kms:encryptioncontext:aws:events:event-bus:arn": "aws_cloudwatch_event_bus",
        "kms:encryptioncontext:aws:sqs:arn": "aws_sqs_queue",
    },
}


def known_users(data: str | None, stack: Stack) -> Mapping[str, frozenset[str]]:
    """The services that use a key for this class of data, by their names in the stack's region, and their actions."""
    return {name.format(region=region(stack)): actions for name, actions in USERS.get(data, {}).items()}


def sent_by(service: str | None, stack: Stack) -> Mapping[str, str] | None:
    """The encryption contexts that a service sends, and of what type the ARN in each is; None for an unknown one."""
    return {str(name).format(region=region(stack)): contexts for name, contexts in SENT.items()}.get(str(service))


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
