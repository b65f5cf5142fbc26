from collections.abc import Iterator

from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Matching, ReferenceTo

BUS, RULE = "aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule"


class EventTargetBelongsToItsRule(Attributes):
    """Every target belongs to a rule of this stack, on that rule's bus, under an id of its own.

    A target that names another bus than its rule belongs to another rule. Of two targets of a rule with the same id,
    one replaces the other.
    """

    id = "FRAUD_EVENT_8"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_3.supports,)
    applies_to = ("aws_cloudwatch_event_target",)
    required = {
        "rule": ReferenceTo(RULE, "name", otherwise="belongs to the rule {value}, which is not in this stack"),
        "event_bus_name": ReferenceTo(BUS, "name", otherwise="is on the bus {value}, which is not in this stack"),
        "target_id": Matching(r"[A-Za-z0-9._-]{1,64}", "Review_of-2026.A"),
    }
    remediation = "Call deliver on the rule: it names itself and its bus."
    given = {f"{RULE}.ours": {"event_bus_name": f"${{{BUS}.ours.name}}"}}
    violating = {
        "belongs to a rule elsewhere": {"rule": "other"},
        "names its bus": {"event_bus_name": "fraud-detection"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        rule = stack.resolve(resource.get("rule"))
        if rule is not None and rule.get("event_bus_name") != resource.get("event_bus_name"):
            yield f"is on another event bus than its rule {rule.place}"
        targets = stack.having(resource.type, "rule", resource.get("rule"))
        if [target.get("target_id") for target in targets].count(resource.get("target_id")) > 1:
            yield f"shares its target_id {resource.get('target_id')!r} with another target of its rule"
