from policies.core import Severity
from policies.core.kinds import Absent, Attributes, OneOf
from policies.core.known_stacks import DEPLOYED


class LogGroupClassIsStandard(Attributes):
    """Every log group is of the standard class, and ends with the stack.

    Metric filters and live tail cannot watch groups of other classes, and a delivery group sets a retention of its own.
    Nobody manages a group that stays behind when the stack is destroyed.
    """

    id = "FRAUD_LOG_2"
    severity = Severity.MEDIUM
    stacks = DEPLOYED
    applies_to = ("aws_cloudwatch_log_group",)
    required = {
        "log_group_class": OneOf(None, "STANDARD", otherwise="is of the class {value}, not STANDARD"),
        "skip_destroy": Absent(or_false=True, otherwise="stays behind when the stack is destroyed"),
    }
    remediation = "Build the group with stacks.log_group.LogGroup, which leaves class and destruction to the defaults."

    compliant = {"name": "/aws/lambda/fraud-analyzer"}
    violating = {
        "is seldom read": {"log_group_class": "INFREQUENT_ACCESS"},
        "only passes logs on": {"log_group_class": "DELIVERY"},
        "is of an unknown class": {"log_group_class": "standard"},
        "stays behind by a text": {"skip_destroy": "true"},
    }
