"""A function for examples, with its whole environment, and the resources that this environment names."""

from __future__ import annotations

from typing import Any

from policies.aws.names import noun
from policies.core.examples import (
    Address,
    Draft,
    NamedEdit,
    Values,
    at_every,
    below,
    named_edit,
    nested,
    remove,
)
from policies.requirements import (
    DECIDING,
    DRAIN,
    ENDPOINT,
    HISTORIES,
    REFUSALS,
    REPORTING,
    REVIEW_THRESHOLD,
    TRANSACTIONS,
)

FUNCTION, VARIABLES = "aws_lambda_function", ("environment", "variables")
TEMPLATES = "/fraud-detection/notification-template"
READING = {"CALL_TIMEOUT_MS": "400", "PARAMETER_CACHE_SECONDS": "300"}
VALIDATING: Values = {
    "TRANSACTION_SCHEMA": {"type": "object"},
    "MAXIMUM_AGE_HOURS": "24",
    "MAXIMUM_CLOCK_SKEW_MINUTES": "5",
    "MAXIMUM_RATE_AGE_DAYS": "60",
    "LARGEST_AMOUNT_USD": "1000000",
}
ANALYZING: Values = {
    "MODEL_ENDPOINT_PARAMETER": "${aws_ssm_parameter.endpoint.name}",
    "MODEL_TIMEOUT_MS": "500",
    "REVIEW_THRESHOLD": str(REVIEW_THRESHOLD),
    **READING,
}
GOING_ON: Values = {
    "HISTORIES_TABLE": "${aws_dynamodb_table.histories.name}",
    "REFUSALS_TABLE": "${aws_dynamodb_table.refusals.name}",
    "WORKFLOW_ARN": "${aws_sfn_state_machine.workflow.arn}",
    "EXECUTION_TIMEOUT_MS": "10000",
}


def _function(name: str, variables: Values) -> Values:
    return {"function_name": name, "environment": {"variables": {"LOG_LEVEL": "INFO", **variables}}}


CONFIGURED = _function(
    "notification-sender",
    {
        **{f"{kind.upper()}_TEMPLATE_PARAMETER": f"${{aws_ssm_parameter.{kind}.name}}" for kind in ("email", "sms")},
        "TOPIC_ARN": "${aws_sns_topic.alerts.arn}",
        **READING,
    },
)


def _named(type_: str, **names: str) -> dict[str, Values]:
    return {f"{type_}.{label}": {"name": name} for label, name in names.items()}


BESIDE: dict[str, Values] = {
    f"{FUNCTION}.analyzer": _function("fraud-analyzer", ANALYZING),
    f"{FUNCTION}.validator": _function("transaction-validator", VALIDATING),
    f"{FUNCTION}.drain": _function(DRAIN, {**VALIDATING, **ANALYZING, **GOING_ON}),
    **_named("aws_dynamodb_table", histories=HISTORIES, refusals=REFUSALS, transactions=TRANSACTIONS),
    **_named("aws_sfn_state_machine", workflow=DECIDING, reports=REPORTING),
    **_named("aws_ssm_parameter", endpoint=ENDPOINT, email=f"{TEMPLATES}/email", sms=f"{TEMPLATES}/sms"),
    **_named("aws_sns_topic", alerts="fraud-alerts", operations="operations"),
}


def set_variable(variable: str, name: str, attribute: str, type_: str = "aws_ssm_parameter") -> NamedEdit:
    """Sets a variable to a reference to the resource of this name."""

    @named_edit(f"sets the variable {variable} to the {attribute} of the {noun(type_)} {name}")
    def plant(draft: Draft, at: Address) -> None:
        _, found = draft.of(type_, name=name)[0]
        below(draft[at], VARIABLES)[variable] = f"${{{type_}.{found}.{attribute}}}"

    return plant


def remove_variable(function: str, variable: str) -> NamedEdit:
    """Removes a variable from the function of this name."""
    return at_every(FUNCTION, remove(*VARIABLES, variable), function_name=function)


def variable(name: str, value: Any) -> Values:
    """The patch that gives a variable this value, or merges an object into it; None removes the variable."""
    return nested((*VARIABLES, name), value)


def give(function: str, name: str, value: Any) -> NamedEdit:
    """Gives a variable to the function of this name."""
    return at_every(FUNCTION, variable(name, value), function_name=function)
