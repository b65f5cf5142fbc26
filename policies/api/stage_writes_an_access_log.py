from policies.core import Severity, controls
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Attributes, Block, Present, ReferenceTo
from policies.requirements import REGION

GROUP = ReferenceTo(
    "aws_cloudwatch_log_group", "arn", otherwise="does not send its access log to a log group of this stack"
)


class StageWritesAnAccessLog(Attributes):
    """Every stage writes an access log to a log group of this stack.

    It is the only record of who called when and what came of it, requests that never reached the workflow included.
    """

    id = "FRAUD_API_27"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports, controls.NIST_AU_12.supports, controls.CIS_4_10.supports)
    applies_to = ("aws_api_gateway_stage",)
    required = {
        "access_log_settings": Block(
            {
                "destination_arn": GROUP,
                "format": Present({"status": "$context.status"}, otherwise="has an access log without a format"),
            },
            otherwise="has no access log, or more than one",
        )
    }
    remediation = "Give access_log_settings the ARN of a log group of this stack, and a format."
    violating = {
        "sends the log to a group from elsewhere": {
            "access_log_settings": {"destination_arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:other"}
        },
    }
