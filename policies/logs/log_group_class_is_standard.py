from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class LogGroupClassIsStandard(Policy):
    """Every log group is of the standard class, and ends with the stack.

    Groups of other classes cannot be watched by metric filters or live tail, and a delivery group sets a retention of
    its own. A group that stays behind when the stack is destroyed is one that nobody manages.
    """

    id = "FRAUD_LOG_2"
    severity = Severity.MEDIUM
    applies_to = ("aws_cloudwatch_log_group",)
    claims = ("log_group_class", "skip_destroy")
    remediation = "Build the group with stacks.log_group.LogGroup, which leaves class and destruction to the defaults."

    compliant = {"name": "/aws/lambda/fraud-analyzer"}
    violating = {
        "is seldom read": {"log_group_class": "INFREQUENT_ACCESS"},
        "only passes logs on": {"log_group_class": "DELIVERY"},
        "is of an unknown class": {"log_group_class": "standard"},
        "stays behind": {"skip_destroy": True},
        "stays behind by a text": {"skip_destroy": "true"},
        "is decided at deploy time": {"log_group_class": "${var.class}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("log_group_class") not in (None, "STANDARD"):
            yield f"is of the class {resource.get('log_group_class')!r}, not STANDARD"
        if resource.get("skip_destroy") is not None and resource.get("skip_destroy") is not False:
            yield "stays behind when the stack is destroyed"
