"""A function for examples that is told everything, and what it is told of."""

from __future__ import annotations

from policies.core.examples import Address, Draft, NamedEdit, Values, at_every, below, named_edit, remove

VARIABLES = ("environment", "variables")
TOLD: Values = {
    "function_name": "notification-sender",
    "environment": {
        "variables": {
            "LOG_LEVEL": "INFO",
            "EMAIL_TEMPLATE_PARAMETER": "${aws_ssm_parameter.email.name}",
            "SMS_TEMPLATE_PARAMETER": "${aws_ssm_parameter.sms.name}",
            "TOPIC_ARN": "${aws_sns_topic.alerts.arn}",
        }
    },
}
BESIDE: dict[str, Values] = {
    "aws_lambda_function.analyzer": {
        "function_name": "fraud-analyzer",
        "environment": {
            "variables": {"LOG_LEVEL": "INFO", "MODEL_ENDPOINT_PARAMETER": "${aws_ssm_parameter.endpoint.name}"}
        },
    },
    "aws_ssm_parameter.endpoint": {"name": "/fraud-detection/ml-model-endpoint"},
    "aws_ssm_parameter.email": {"name": "/fraud-detection/notification-template/email"},
    "aws_ssm_parameter.sms": {"name": "/fraud-detection/notification-template/sms"},
    "aws_sns_topic.alerts": {"name": "fraud-alerts"},
    "aws_sns_topic.operations": {"name": "operations"},
}


def set_variable(variable: str, name: str, attribute: str) -> NamedEdit:
    """Sets a variable to a reference to the parameter or the topic of this name."""

    @named_edit(f"sets the variable {variable} to the {attribute} of the parameter or the topic {name}")
    def plant(draft: Draft, at: Address) -> None:
        type_, found = (*draft.of("aws_ssm_parameter", name=name), *draft.of("aws_sns_topic", name=name))[0]
        below(draft[at], VARIABLES)[variable] = f"${{{type_}.{found}.{attribute}}}"

    return plant


def remove_variable(function: str, variable: str) -> NamedEdit:
    """Removes a variable from the function of this name."""
    return at_every("aws_lambda_function", remove(*VARIABLES, variable), function_name=function)
