from collections.abc import Iterator

from policies.alarms.shared.dashboards import lines, measured_by, widgets
from policies.alarms.shared.example import BESIDE, EXAMPLE_DASHBOARD
from policies.alarms.shared.metrics import API, DASHBOARD, TOPIC
from policies.aws.asl import FUNCTION, MACHINE
from policies.aws.queues import QUEUE, RULE
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import add_resource, replace


def hidden(stack: Stack) -> tuple[Resource, ...]:
    """The parts of the system that no dashboard shows."""
    all_lines = [line for dashboard in stack.of(DASHBOARD) for widget in widgets(dashboard) for line in lines(widget)]
    shown = frozenset(resource.address for line in all_lines for resource in measured_by(line, stack))
    return tuple(part for part in stack.of(FUNCTION, MACHINE, API, QUEUE, RULE, TOPIC) if part.address not in shown)


class DashboardShowsTheWholeSystem(Policy):
    """Functions, workflow, API, queues, event rules and topics are each on the stack's dashboard.

    Whoever is on call looks there first, and does not suspect a part that it does not show.
    """

    id = "FRAUD_ALARM_13"
    severity = Severity.LOW
    waivable = True
    applies_to = (DASHBOARD,)
    claims = ("dashboard_body",)
    remediation = "Pass every function, workflow, API, queue, rule and topic to stacks.monitoring.Monitoring."

    compliant = EXAMPLE_DASHBOARD
    given = BESIDE
    violating = {
        "leaves out a part": replace("dashboard_body", "widgets", 0, "properties", "metrics", value=[]),
        "leaves out a workflow": add_resource(MACHINE, {}),
        "leaves out a queue": add_resource(QUEUE, {}),
        "leaves out a rule": add_resource(RULE, {}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from (f"does not show {part.place}" for part in stack.once(hidden))
