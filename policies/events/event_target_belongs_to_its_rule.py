import re
from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls

ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
BUS, RULE = "aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule"


class EventTargetBelongsToItsRule(Policy):
    """Every target belongs to a rule of this stack, on that rule's bus, under an id of its own.

    A target that names another bus than its rule is a target of another rule. Two of one id replace each other.
    """

    id = "FRAUD_EVENT_8"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_3.supports,)
    applies_to = ("aws_cloudwatch_event_target",)
    claims = ("rule", "event_bus_name", "target_id")
    remediation = "Call deliver on the rule: it names itself and its bus."

    compliant = {"rule": f"${{{RULE}.r.name}}", "event_bus_name": f"${{{BUS}.b.name}}", "target_id": "review"}
    given = {f"{BUS}.b": {}, f"{RULE}.r": {"event_bus_name": f"${{{BUS}.b.name}}"}}
    violating = {
        "belongs to a rule elsewhere": {"rule": "other"},
        "belongs to the default bus": {"event_bus_name": None},
        "names its bus": {"event_bus_name": "fraud-detection"},
        "has no id": {"target_id": None},
        "has an empty id": {"target_id": ""},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        rule = stack.resolve(resource.get("rule"), "name")
        bus = stack.resolve(resource.get("event_bus_name"), "name")
        if rule is None or rule.type != RULE or bus is None or stack.resolve(rule.get("event_bus_name")) is not bus:
            yield "belongs to no rule of this stack, or to another bus than its rule"
        rivals = stack.having(resource.type, "rule", resource.get("rule"))
        same = [each for each in rivals if each.get("target_id") == resource.get("target_id")]
        if not ID.fullmatch(str(resource.get("target_id") or "")) or len(same) > 1:
            yield "has no id, or shares it with another target of its rule"
