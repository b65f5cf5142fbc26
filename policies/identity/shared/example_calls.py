"""The small whole system with what stands behind its grants: keys, environments, definitions, records of calls."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.mappings import FROM, MAPPING, QUEUE, TO
from policies.aws.start_execution import START_SYNC, call
from policies.core.examples import (
    Address,
    Draft,
    NamedEdit,
    Values,
    at_every,
    json_of,
    named_edit,
    nested,
    remove_resources,
)
from policies.core.recorded_calls import RECORD
from policies.identity.shared.example_definition import DEFINITION
from policies.identity.shared.example_system import system
from policies.requirements import REGION

ENDPOINT = {"action": "ssm:GetParameters", "on": "MODEL_ENDPOINT_PARAMETER"}


def _encrypted(key: str, *where: str) -> Values:
    return nested(where, f"${{aws_kms_key.{key}.arn}}")


PARAMETER = _encrypted("configuration", "key_id")
MESSAGES = _encrypted("messages", "kms_master_key_id")
BEHIND: Mapping[str, Values] = {
    "aws_lambda_function.analyzer": {
        **_encrypted("configuration", "kms_key_arn"),
        "logging_config": {"log_group": "${aws_cloudwatch_log_group.logs.name}"},
        "environment": {"variables": {"MODEL_ENDPOINT_PARAMETER": "${aws_ssm_parameter.endpoint.name}"}},
    },
    "aws_ssm_parameter.endpoint": PARAMETER,
    "aws_ssm_parameter.sms": PARAMETER,
    "aws_sns_topic.operations": MESSAGES,
    "aws_sqs_queue.dead_letters": _encrypted("dead-letters", "kms_master_key_id"),
    "aws_sqs_queue.overflow": MESSAGES,
    "aws_dynamodb_table.transactions": _encrypted("transactions", "server_side_encryption", "kms_key_arn"),
    "aws_dynamodb_table.histories": _encrypted("transactions", "server_side_encryption", "kms_key_arn"),
    "aws_sfn_state_machine.workflow": {
        **_encrypted("transactions", "encryption_configuration", "kms_key_id"),
        "definition": DEFINITION,
    },
    "aws_api_gateway_integration.integration": {
        "uri": START_SYNC.format(region=REGION),
        "request_templates": {"application/json": call("${aws_sfn_state_machine.workflow.arn}")},
    },
}


def calling_system(user: str) -> dict[str, Values]:
    """The system, in which this user has the role that `allowing` writes a policy of, and what it calls is known."""
    whole = {address: {**values, **BEHIND.get(address, {})} for address, values in system(user).items()}
    return {**whole, "calls.fraud-analyzer": {"calls": [ENDPOINT]}}


def record_calls(*calls: Values) -> NamedEdit:
    """Lets the record of every function hold these calls and no others."""
    words = f"records that every function calls {json_of(calls) if calls else 'nothing'}"
    return NamedEdit(words, at_every(RECORD, {"calls": list(calls)}))


remove_records = NamedEdit("removes the record of what each function calls", remove_resources(RECORD))


@named_edit("hands the messages of the first queue to every function")
def hand_messages_to_all(draft: Draft, at: Address) -> None:
    queue = f"${{{QUEUE}.{draft.first(QUEUE)[1]}.arn}}"
    for type_, name in list(draft.of("aws_lambda_function")):
        draft[(MAPPING, f"planted-{name}")] = {FROM: queue, TO: f"${{{type_}.{name}.arn}}"}
