"""What a function's environment holds: names of what the function uses, numbers, and the schema of a transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.core import Resource
from policies.requirements import ANALYZER, DECIDING, DRAIN, ENDPOINT, HISTORIES, NOTIFIER, REFUSALS, VALIDATOR

FUNCTION = "aws_lambda_function"
# What each variable refers to: its type, the attribute, and the name that it bears.
NAMES: Mapping[str, tuple[str, str, str]] = {
    "MODEL_ENDPOINT_PARAMETER": ("aws_ssm_parameter", "name", ENDPOINT),
    "EMAIL_TEMPLATE_PARAMETER": ("aws_ssm_parameter", "name", "/fraud-detection/notification-template/email"),
    "SMS_TEMPLATE_PARAMETER": ("aws_ssm_parameter", "name", "/fraud-detection/notification-template/sms"),
    "TOPIC_ARN": ("aws_sns_topic", "arn", "fraud-alerts"),
    "HISTORIES_TABLE": ("aws_dynamodb_table", "name", HISTORIES),
    "REFUSALS_TABLE": ("aws_dynamodb_table", "name", REFUSALS),
    "WORKFLOW_ARN": ("aws_sfn_state_machine", "arn", DECIDING),
}
# Which of these names each function needs.
NAMED: Mapping[str, frozenset[str]] = {
    ANALYZER: frozenset({"MODEL_ENDPOINT_PARAMETER"}),
    NOTIFIER: frozenset({"TOPIC_ARN", "EMAIL_TEMPLATE_PARAMETER", "SMS_TEMPLATE_PARAMETER"}),
    DRAIN: frozenset({"MODEL_ENDPOINT_PARAMETER", "HISTORIES_TABLE", "REFUSALS_TABLE", "WORKFLOW_ARN"}),
}
_VALIDATING = frozenset(
    {"MAXIMUM_AGE_HOURS", "MAXIMUM_CLOCK_SKEW_MINUTES", "MAXIMUM_RATE_AGE_DAYS", "LARGEST_AMOUNT_USD"}
)
_READING = frozenset({"CALL_TIMEOUT_MS", "PARAMETER_CACHE_SECONDS"})
_ANALYZING = _READING | {"REVIEW_THRESHOLD", "MODEL_TIMEOUT_MS"}
# The numbers that each function needs; a policy of its own says what each must be.
NUMBERS: Mapping[str, frozenset[str]] = {
    VALIDATOR: _VALIDATING,
    ANALYZER: _ANALYZING,
    NOTIFIER: _READING,
    DRAIN: _VALIDATING | _ANALYZING | {"EXECUTION_TIMEOUT_MS"},
}
SCHEMA = "TRANSACTION_SCHEMA"
# The drain does what the validator and the analyzer do, by the same numbers and the same schema.
VALIDATORS = frozenset({VALIDATOR, DRAIN})
NEEDS: Mapping[str, frozenset[str]] = {
    name: numbers | NAMED.get(name, frozenset()) | ({SCHEMA} if name in VALIDATORS else frozenset())
    for name, numbers in NUMBERS.items()
}
# As the functions read it: another spelling of a number is none.
WHOLE = re.compile(r"[1-9][0-9]{0,8}")


def number(function: Resource, variable: str) -> int | None:
    """The whole number that a function's variable holds in plain digits; None if it holds none."""
    value = function.get("environment", "variables", variable)
    return int(value) if isinstance(value, str) and WHOLE.fullmatch(value) else None


def holds_its_number(function: Resource, variable: str) -> bool:
    """Whether the variable is one of the function's numbers, and holds one."""
    return variable in numbers_of(function) and number(function, variable) is not None


def numbers_of(function: Resource) -> frozenset[str]:
    """The variables that hold the numbers of this function."""
    return NUMBERS.get(str(function.get("function_name")), frozenset())
