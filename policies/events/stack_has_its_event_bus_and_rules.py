from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource, at_every, remove_resources
from policies.events.shared.rule_edits import remove_rule

BUS, RULE = "aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule"
RULES = ("high-value", "review-decisions")


class StackHasItsEventBusAndRules(Policy):
    """The stack has one event bus, and the two rules that pick transactions for review.

    With a second bus, decisions could be published on one bus while the rules are on the other.
    """

    id = "FRAUD_EVENT_2"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_2.supports,)
    applies_to = ("terraform",)
    remediation = "Make the bus with stacks.bus.Bus, and both rules with stacks.review.Review."

    given = {f"{BUS}.bus": {"name": "fraud-detection"}, **{f"{RULE}.{name}": {"name": name} for name in RULES}}
    violating = {
        "has no rule for large amounts": remove_resources(RULE, name="high-value"),
        "has no rule for decisions to review": remove_resources(RULE, name="review-decisions"),
        "has given up large amounts": remove_rule("high-value"),
        "has a second bus": add_resource(BUS, {"name": "other"}),
        "has a bus of another name": at_every(BUS, {"name": "other"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        buses = sorted({str(bus.get("name")) for bus in stack.of(BUS)})
        if buses != ["fraud-detection"]:
            yield f"has the event buses {buses}, not just 'fraud-detection'"
        names = {rule.get("name") for rule in stack.of(RULE)}
        yield from (f"has no event rule {name!r}" for name in RULES if name not in names)
