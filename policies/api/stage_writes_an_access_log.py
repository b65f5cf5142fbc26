from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import sole


class StageWritesAnAccessLog(Policy):
    """Every stage writes an access log to a log group of this stack.

    It is the only record of who called when and what came of it, requests that never reached the workflow included.
    """

    id = "FRAUD_API_27"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports, controls.CIS_4_10.supports)
    applies_to = ("aws_api_gateway_stage",)
    claims = ("access_log_settings",)
    remediation = "Give access_log_settings the ARN of a log group of this stack, and a format."

    compliant = {
        "access_log_settings": {
            "destination_arn": "${aws_cloudwatch_log_group.access.arn}",
            "format": {"status": "$context.status"},
        }
    }
    given = {"aws_cloudwatch_log_group.access": {}}
    violating = {
        "sends the log to a group from elsewhere": {
            "access_log_settings": {"destination_arn": "arn:aws:logs:us-east-1:${var.account_id}:log-group:other"}
        },
        "sends the log nowhere": {"access_log_settings": {"destination_arn": None}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        log = sole(resource.get("access_log_settings"))
        if set(log) != {"destination_arn", "format"}:
            yield "has no plain access log"
        elif not refers(log["destination_arn"], "aws_cloudwatch_log_group", "arn", stack):
            yield "does not send its access log to a log group of this stack"
