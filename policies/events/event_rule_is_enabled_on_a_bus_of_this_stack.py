from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import reference


class EventRuleIsEnabledOnABusOfThisStack(Policy):
    """Every rule is enabled, and listens at a bus of this stack.

    A disabled rule, and one at the account's default bus, looks in place and never matches.
    """

    id = "FRAUD_EVENT_3"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_2.supports,)
    applies_to = ("aws_cloudwatch_event_rule",)
    claims = ("state", "event_bus_name")
    remediation = "Build the rule with stacks.rule.Rule, which enables it on the bus that it is given."

    compliant = {"state": "ENABLED", "event_bus_name": "${aws_cloudwatch_event_bus.bus.name}"}
    given = {"aws_cloudwatch_event_bus.bus": {"name": "fraud-detection"}}
    violating = {
        "is disabled": {"state": "DISABLED"},
        "does not say whether it is enabled": {"state": None},
        "is enabled or not at deploy time": {"state": "${var.state}"},
        "listens at the default bus": {"event_bus_name": None},
        "listens at a bus that is not there": {"event_bus_name": "${aws_cloudwatch_event_bus.missing.name}"},
        "names a bus elsewhere": {"event_bus_name": "arn:aws:events:us-east-1:111122223333:event-bus/other"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("state") != "ENABLED":
            yield f"has the state {resource.get('state')!r}, not 'ENABLED'"
        name = resource.get("event_bus_name")
        found = reference(name)
        if stack.resolve(name, "name") is None or found is None or found[0] != "aws_cloudwatch_event_bus":
            yield f"listens at {name!r}, which is no bus of this stack"
