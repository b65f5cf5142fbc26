"""A function for examples that is told everything, and what it is told of."""

from __future__ import annotations

import json
from typing import Any

from policies.core.examples.edit import Address, Draft, Edit, Values, merged
from policies.core.examples.named_edits import told

READING = {"CALL_TIMEOUT_MS": "400", "PARAMETER_CACHE_SECONDS": "300"}
TOLD: Values = {
    "function_name": "notification-sender",
    "environment": {
        "variables": {
            "LOG_LEVEL": "INFO",
            "EMAIL_TEMPLATE_PARAMETER": "${aws_ssm_parameter.email.name}",
            "SMS_TEMPLATE_PARAMETER": "${aws_ssm_parameter.sms.name}",
            "TOPIC_ARN": "${aws_sns_topic.alerts.arn}",
            **READING,
        }
    },
}
BESIDE: dict[str, Values] = {
    "aws_lambda_function.analyzer": {
        "function_name": "fraud-analyzer",
        "environment": {
            "variables": {
                "LOG_LEVEL": "INFO",
                "MODEL_ENDPOINT_PARAMETER": "${aws_ssm_parameter.endpoint.name}",
                "MODEL_TIMEOUT_MS": "500",
                "REVIEW_THRESHOLD": "5000",
                **READING,
            }
        },
    },
    "aws_lambda_function.validator": {
        "function_name": "transaction-validator",
        "environment": {
            "variables": {
                "LOG_LEVEL": "INFO",
                "TRANSACTION_SCHEMA": {"type": "object"},
                "MAXIMUM_AGE_HOURS": "24",
                "MAXIMUM_CLOCK_SKEW_MINUTES": "5",
            }
        },
    },
    "aws_ssm_parameter.endpoint": {"name": "/fraud-detection/ml-model-endpoint"},
    "aws_ssm_parameter.email": {"name": "/fraud-detection/notification-template/email"},
    "aws_ssm_parameter.sms": {"name": "/fraud-detection/notification-template/sms"},
    "aws_sns_topic.alerts": {"name": "fraud-alerts"},
    "aws_sns_topic.operations": {"name": "operations"},
}


def tell(variable: str, name: str, attribute: str) -> Edit:
    """Sets a variable to a reference to the parameter or the topic of this name."""

    def plant(draft: Draft, at: Address) -> None:
        known = [each for each in draft if each[0] in ("aws_ssm_parameter", "aws_sns_topic")]
        type_, found = next(each for each in known if draft[each].get("name") == name)
        environment = draft[at]["environment"]
        block = environment[0] if isinstance(environment, list) else environment
        block["variables"][variable] = f"${{{type_}.{found}.{attribute}}}"

    return told(f"sets the variable {variable} to the {attribute} of {name}", plant)


def keep_from(function: str, variable: str) -> Edit:
    """Takes a variable from the function of this name."""

    def plant(draft: Draft, at: Address) -> None:
        for address, values in draft.items():
            if address[0] == "aws_lambda_function" and values.get("function_name") == function:
                environment = values["environment"]
                block = environment[0] if isinstance(environment, list) else environment
                del block["variables"][variable]

    return told(f"takes the variable {variable} from {function}", plant)


def variable(name: str, value: Any) -> Values:
    """The patch that gives a variable a value, merged into what it holds; None takes the variable away."""
    return {"environment": {"variables": {name: value}}}


def give(function: str, name: str, value: Any) -> Edit:
    """Gives a variable to the function of this name."""

    def plant(draft: Draft, at: Address) -> None:
        for address, values in draft.items():
            if address[0] == "aws_lambda_function" and values.get("function_name") == function:
                draft[address] = merged(values, variable(name, value))

    return told(f"gives {function} the variable {name}: {json.dumps(value)}", plant)


def together(patch: Values, edit: Edit) -> Edit:
    """Applies a patch to the resource, and plants an edit that is made elsewhere."""

    def plant(draft: Draft, at: Address) -> None:
        draft[at] = merged(draft[at], patch)
        if callable(edit):
            edit(draft, at)

    return told(f"{json.dumps(patch)}, and {edit.__doc__}", plant)
