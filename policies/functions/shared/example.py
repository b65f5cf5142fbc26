"""A function for examples that is told everything, and what it is told of."""

from __future__ import annotations

from policies.core.examples.edit import Address, Draft, Edit, Values

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


def tell(variable: str, name: str, attribute: str) -> Edit:
    """Sets a variable to a reference to the parameter or the topic of this name."""

    def plant(draft: Draft, at: Address) -> None:
        known = [each for each in draft if each[0] in ("aws_ssm_parameter", "aws_sns_topic")]
        type_, found = next(each for each in known if draft[each].get("name") == name)
        environment = draft[at]["environment"]
        block = environment[0] if isinstance(environment, list) else environment
        block["variables"][variable] = f"${{{type_}.{found}.{attribute}}}"

    return plant


def keep_from(function: str, variable: str) -> Edit:
    """Takes a variable from the function of this name."""

    def plant(draft: Draft, at: Address) -> None:
        for address, values in draft.items():
            if address[0] == "aws_lambda_function" and values.get("function_name") == function:
                environment = values["environment"]
                block = environment[0] if isinstance(environment, list) else environment
                del block["variables"][variable]

    return plant
