from collections import Counter
from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, FILTER, HIGH_SCORES, UNAVAILABLE, missing_alarms
from policies.aws.asl import FUNCTION
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.core.examples import at_every, remove_resources
from policies.requirements import ANALYZER, DRAIN

PATTERN = '{ $.message = "history unavailable" }'
MADE = {"namespace": "fraud-detection", "name": UNAVAILABLE, "value": "1"}
GROUP = "${aws_cloudwatch_log_group.logs.name}"
OF_DRAIN = "${aws_cloudwatch_log_group.drain.name}"
COUNTING = {"name": UNAVAILABLE, "pattern": PATTERN, "metric_transformation": MADE}


class HistoryThatIsUnavailableIsCounted(Policy):
    """Operations hear of each payment whose history could not be read, or not be understood.

    Such a payment is reviewed, and the customer is not told: without this alarm an outage of the table looks like many
    careful reviews. The analyzer says so in its log, where all reasons come together, and so does the drain, which runs
    the analyzer's code; but for high scores, nothing else is counted there.
    """

    id = "FRAUD_ALARM_17"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (FILTER,)
    claims = ("name", "pattern", "log_group_name", "metric_transformation")
    remediation = (
        "Pass the analyzer and the drain to stacks.monitoring.Monitoring, which counts the line in the log of each."
    )

    compliant = {**COUNTING, "log_group_name": GROUP}
    given = {
        f"{ALARM}.unavailable": {**alarm("fraud-detection", UNAVAILABLE, {}), "dimensions": None},
        f"{FILTER}.drain": {**COUNTING, "log_group_name": OF_DRAIN},
        f"{FUNCTION}.analyzer": {"function_name": ANALYZER, "logging_config": {"log_group": GROUP}},
        f"{FUNCTION}.drain": {"function_name": DRAIN, "logging_config": {"log_group": OF_DRAIN}},
        "aws_cloudwatch_log_group.logs": {"name": f"/aws/lambda/{ANALYZER}"},
        "aws_cloudwatch_log_group.drain": {"name": f"/aws/lambda/{DRAIN}"},
    }
    violating = {
        "counts every line": {"pattern": ""},
        "counts in another log": {"log_group_name": "${aws_cloudwatch_log_group.other.name}"},
        "counts twice in one log": at_every(FILTER, {"log_group_name": GROUP}, name=UNAVAILABLE),
        "counts in a log where nobody writes": at_every(FUNCTION, {"logging_config": {"log_group": "other"}}),
        "goes by another name": {"name": "History"},
        "counts nothing": {"metric_transformation": {"value": "0"}},
        "counts for a customer": {"metric_transformation": {"dimensions": {"card": "$.card"}}},
        "counts what nobody looks at": {"metric_transformation": {"name": "Unavailable"}},
        "an alarm is on another metric of that name": at_every(ALARM, {"namespace": "other"}, metric_name=UNAVAILABLE),
        "nobody hears of it": remove_resources(ALARM, metric_name=UNAVAILABLE),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("name") != HIGH_SCORES

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        scoring = [each for name in (ANALYZER, DRAIN) for each in stack.having(FUNCTION, "function_name", name)]
        groups = [each.get("logging_config", "log_group") for each in scoring]
        counted = [each.get("log_group_name") for each in stack.having(FILTER, "name", UNAVAILABLE)]
        if Counter(map(str, groups)) != Counter(map(str, counted)) or resource.get("pattern") != PATTERN:
            yield f"does not count the lines {PATTERN} in the logs of {ANALYZER} and {DRAIN}, in each once"
        if resource.get("name") != UNAVAILABLE or not same(resource.get("metric_transformation"), MADE):
            yield f"does not make one of each for the metric {UNAVAILABLE}, and nothing else"
        yield from missing_alarms(resource, (UNAVAILABLE,), stack)
