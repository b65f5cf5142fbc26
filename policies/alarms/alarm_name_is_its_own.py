from collections.abc import Iterator, Mapping

from policies.alarms.shared.example import BESIDE, EXAMPLE
from policies.alarms.shared.metrics import ALARM
from policies.aws.names import own_name
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every, copy_resource


class AlarmNameIsItsOwn(Policy):
    """No two different alarms have the same name, and each name says what is watched, and ends with the metric.

    CloudWatch identifies an alarm by its name. Of two alarms with one name the later replaces the earlier, and nothing
    watches what the earlier one watched, though both are in the file. Whoever is woken by a name that says another
    part or another metric looks in the wrong place.
    """

    id = "FRAUD_ALARM_7"
    severity = Severity.MEDIUM
    waivable = True
    applies_to = (ALARM,)
    claims = ("alarm_name",)
    remediation = "Name each alarm after what it watches, as stacks.alarm.Alarms does."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "has a namesake that differs": copy_resource({"period": 120}),
        "has no name": {"alarm_name": None},
        "is named by a list": {"alarm_name": ["alarm"]},
        "says another metric": {"alarm_name": "fraud-analyzer-Throttled"},
        "says another part": at_every(ALARM, {"alarm_name": "stranger-Errors"}, metric_name="Errors"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        name, metric = resource.get("alarm_name"), str(resource.get("metric_name"))
        if not isinstance(name, str):
            yield "alarm_name is not set"
        elif not name.endswith(metric):
            yield f"alarm_name does not end with the metric that it watches, {metric}"
        elif (part := name.removesuffix(metric).removesuffix("-")) and not _is_named(part, resource, stack):
            yield f"alarm_name says that it watches {part}, which it does not"
        for other in stack.having(ALARM, "alarm_name", name):
            if other.values != resource.values:
                yield f"has the same name as {other.place}, which is another alarm"


def _is_named(part: str, alarm: Resource, stack: Stack) -> bool:
    """Whether it is the name of something that the dimensions name; a metric may have none."""
    dimensions = alarm.get("dimensions")
    values = dimensions.values() if isinstance(dimensions, Mapping) else ()
    watched = [found for value in values if (found := stack.resolve(value)) is not None]
    return not watched or any(_may_be_called(part, each) for each in watched)


def _may_be_called(part: str, watched: Resource) -> bool:
    """Whether a part's name is that of a resource or of a construct around it, which without a path nobody knows."""
    if watched.path is None:
        return True
    names = (str(own_name(watched)), *watched.path.split("/")[1:])
    return any(f"-{part}".endswith(f"-{name}") for name in names)
