from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.events.shared.rule_edits import TARGET, remove_targets, take_off_its_queue


class EventRuleHasATarget(Policy):
    """Every rule has a target.

    An event that matches a rule without a target goes nowhere, and EventBridge counts that as a success.
    """

    id = "FRAUD_EVENT_4"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_3.supports,)
    applies_to = ("aws_cloudwatch_event_rule",)
    remediation = "Call deliver on the rule with the queue that its matches go to."

    given = {f"{TARGET}.t": {"rule": "${aws_cloudwatch_event_rule.example.name}"}}
    violating = {"loses its targets": remove_targets, "is taken off its queue": take_off_its_queue}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not stack.pointing_at(resource, TARGET, "rule"):
            yield "has no target"
