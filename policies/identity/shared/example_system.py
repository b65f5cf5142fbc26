"""A small system for the examples of policies on identity, and the policy documents of its role."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.mappings import FROM, MAPPING, TO
from policies.aws.role_users import RUNS_AS
from policies.core.examples import Values
from policies.core.expressions import ACCOUNT
from policies.requirements import DRAIN, ENDPOINT, OVERFLOW, REGION

REFERENCES: Mapping[str, str] = {
    "everything": "*",
    "all logs": f"arn:aws:logs:{REGION}:{ACCOUNT}:*",
    "logs": "${aws_cloudwatch_log_group.logs.arn}:*",
    "endpoint": "${aws_ssm_parameter.endpoint.arn}",
    "templates": "${aws_ssm_parameter.email.arn} ${aws_ssm_parameter.sms.arn}",
    "alerts": "${aws_sns_topic.alerts.arn}",
    "functions": " ".join(f"${{aws_lambda_function.{name}.arn}}" for name in ("validator", "analyzer", "notifier")),
    "drain": "${aws_lambda_function.drain.arn}",
    "table": "${aws_dynamodb_table.transactions.arn}",
    "table's name": "${aws_dynamodb_table.transactions.name}",
    "histories": "${aws_dynamodb_table.histories.arn}",
    "histories' name": "${aws_dynamodb_table.histories.name}",
    "refusals": "${aws_dynamodb_table.refusals.arn}",
    "refusals' name": "${aws_dynamodb_table.refusals.name}",
    "bus": "${aws_cloudwatch_event_bus.bus.arn}",
    "dead letters": "${aws_sqs_queue.dead_letters.arn}",
    "overflow": "${aws_sqs_queue.overflow.arn}",
    "workflow": "${aws_sfn_state_machine.workflow.arn}",
    "workflow's name": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:transaction-processing",
    "reports' name": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:transaction-reports",
    "batches' name": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:transaction-batches",
    "lookups' name": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:transaction-lookups",
    "configuration": "${aws_kms_key.configuration.arn}",
    "messages": "${aws_kms_key.messages.arn}",
    "dead letters' key": "${aws_kms_key.dead-letters.arn}",
    "transactions": "${aws_kms_key.transactions.arn}",
}
RESOURCES: Mapping[str, Values] = {
    "aws_lambda_function.validator": {"function_name": "transaction-validator"},
    "aws_lambda_function.analyzer": {"function_name": "fraud-analyzer"},
    "aws_lambda_function.notifier": {"function_name": "notification-sender"},
    "aws_lambda_function.drain": {"function_name": DRAIN},
    "aws_sfn_state_machine.workflow": {"name": "transaction-processing"},
    "aws_sfn_state_machine.reports": {"name": "transaction-reports"},
    "aws_sfn_state_machine.batches": {"name": "transaction-batches"},
    "aws_sfn_state_machine.lookups": {"name": "transaction-lookups"},
    "aws_ssm_parameter.endpoint": {"name": ENDPOINT},
    "aws_ssm_parameter.email": {"name": "/fraud-detection/notification-template/email"},
    "aws_ssm_parameter.sms": {"name": "/fraud-detection/notification-template/sms"},
    "aws_sns_topic.alerts": {"name": "fraud-alerts"},
    "aws_sns_topic.operations": {"name": "operations"},
    "aws_dynamodb_table.transactions": {"name": "transactions"},
    "aws_dynamodb_table.histories": {"name": "card-histories"},
    "aws_dynamodb_table.refusals": {"name": "refused-payments"},
    "aws_cloudwatch_event_bus.bus": {"name": "fraud-detection"},
    "aws_sqs_queue.dead_letters": {"name": "transaction-dead-letters"},
    "aws_sqs_queue.overflow": {"name": OVERFLOW},
    f"{MAPPING}.mapping": {FROM: "${aws_sqs_queue.overflow.arn}", TO: "${aws_lambda_function.drain.arn}"},
    "aws_api_gateway_integration.integration": {},
    "aws_api_gateway_account.gateway": {},
}
KEY_NAMES = ("configuration", "messages", "dead-letters", "transactions")


def system(user: str = "aws_lambda_function.analyzer", role: str = "role") -> dict[str, Values]:
    """The system, in which this user has the role that `allowing` writes a policy of, or one that is not in it.

    A function that is not in `RESOURCES` is called as its address says, `aws_lambda_function.card-freezer`.
    """
    type_, _, name = user.partition(".")
    attribute, service = RUNS_AS[type_]
    described = RESOURCES.get(user, {"function_name": name})
    used = {user: {**described, attribute: f"${{aws_iam_role.{role}.arn}}"}}
    logs = {"aws_cloudwatch_log_group.logs": {"name": f"/aws/lambda/{described.get('function_name')}"}}
    keys: dict[str, Values] = {f"aws_kms_key.{name}": {} for name in KEY_NAMES}
    aliases = {f"aws_kms_alias.{name}": _alias(name) for name in KEY_NAMES}
    roles = {"aws_iam_role.role": {"assume_role_policy": trusts(service)}} if role == "role" else {}
    return {**RESOURCES, **used, **logs, **keys, **aliases, **roles}


def trusts(service: str) -> Values:
    """A trust policy in one service."""
    bound = {} if service.startswith("apigateway") else {"Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}}
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole", **bound}
    return {"Version": "2012-10-17", "Statement": [trust]}


def allowing(*statements: Values) -> Values:
    """A policy of the system's role."""
    return {"role": "${aws_iam_role.role.id}", "policy": {"Version": "2012-10-17", "Statement": list(statements)}}


def allow(actions: str, where: str) -> Values:
    """A statement; the actions are parted by blanks, and `where` is a name of `REFERENCES`."""
    return {"Effect": "Allow", "Action": actions.split(), "Resource": REFERENCES[where].split()}


def use_key(actions: str, key: str, bound: str, via: str = "") -> Values:
    """A statement on a key, bound to a thing by its context, `PARAMETER_ARN=endpoint`, and to a service."""
    context, _, where = bound.partition("=")
    through = {"kms:ViaService": f"{via}.{REGION}.amazonaws.com"} if via else {}
    tests = {**through, f"kms:EncryptionContext:{context}": REFERENCES.get(where, where).split()}
    return {**allow(actions, key), "Condition": {"StringEquals": tests}}


def _alias(key: str) -> Values:
    return {"name": f"alias/fraud-detection/{key}", "target_key_id": f"${{aws_kms_key.{key}.key_id}}"}
