from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly, ReferenceTo
from policies.requirements import REGION


class EventRuleIsEnabledOnABusOfThisStack(Attributes):
    """Every rule is enabled, and listens at a bus of this stack.

    A disabled rule, or a rule on the account's default bus, looks complete and never matches.
    """

    id = "FRAUD_EVENT_3"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_2.supports,)
    applies_to = ("aws_cloudwatch_event_rule",)
    required = {
        "state": Exactly("ENABLED", otherwise="has the state {value}, not 'ENABLED'"),
        "event_bus_name": ReferenceTo(
            "aws_cloudwatch_event_bus", "name", otherwise="is on the event bus {value}, which is not in this stack"
        ),
    }
    remediation = "Build the rule with stacks.rule.Rule, which enables it on the bus that it is given."
    violating = {
        "is disabled": {"state": "DISABLED"},
        "listens at a bus that is not there": {"event_bus_name": "${aws_cloudwatch_event_bus.missing.name}"},
        "names a bus elsewhere": {"event_bus_name": f"arn:aws:events:{REGION}:111122223333:event-bus/other"},
    }
