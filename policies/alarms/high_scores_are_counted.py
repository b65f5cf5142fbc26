from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, FILTER, HIGH_SCORES, missing_alarms
from policies.aws.asl import FUNCTION
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.core.examples import at_every, remove_resources
from policies.requirements import ANALYZER

PATTERN = '{ $.message = "score in the upper band" }'
MADE = {"namespace": "fraud-detection", "name": HIGH_SCORES, "value": "1"}
GROUP = "${aws_cloudwatch_log_group.logs.name}"


class HighScoresAreCounted(Policy):
    """Operations hear of a minute in which the model found far more payments suspicious than it should.

    Either somebody attacks, or payments have drifted from what it learned, and honest customers are reviewed. Only what
    is decided at once is counted: under load that is a sample of all payments, drawn by who came first.
    """

    id = "FRAUD_ALARM_18"
    severity = Severity.MEDIUM
    controls = (controls.SOC_CC7_2.supports,)
    applies_to = (FILTER,)
    claims = ("name", "pattern", "log_group_name", "metric_transformation")
    remediation = "Count the line with stacks.log_metric.LogMetric, as stacks.monitoring.Monitoring does."
    compliant = {"name": HIGH_SCORES, "pattern": PATTERN, "log_group_name": GROUP, "metric_transformation": MADE}
    given = {
        f"{ALARM}.high": {**alarm("fraud-detection", HIGH_SCORES, {}), "dimensions": None},
        f"{FUNCTION}.analyzer": {"function_name": ANALYZER, "logging_config": {"log_group": GROUP}},
        "aws_cloudwatch_log_group.logs": {"name": f"/aws/lambda/{ANALYZER}"},
    }
    violating = {
        "counts every line": at_every(FILTER, {"pattern": ""}, name=HIGH_SCORES),
        "counts in another log": at_every(FILTER, {"log_group_name": "other"}, name=HIGH_SCORES),
        "counts in a log where nobody writes": at_every(FUNCTION, {"logging_config": {"log_group": "other"}}),
        "goes by another name": at_every(FILTER, {"name": "Scores"}, name=HIGH_SCORES),
        "counts nothing": at_every(FILTER, {"metric_transformation": {"value": "0"}}, name=HIGH_SCORES),
        "nobody hears of it": remove_resources(ALARM, metric_name=HIGH_SCORES),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        groups = [each.get("logging_config", "log_group") for each in stack.having(FUNCTION, "function_name", ANALYZER)]
        filters = stack.having(FILTER, "name", HIGH_SCORES)
        found = [(each.get("log_group_name"), each.get("pattern")) for each in filters]
        made = [each.get("metric_transformation") for each in filters]
        if found != [(group, PATTERN) for group in groups] or not same(made, [MADE]):
            yield f"does not make one metric {HIGH_SCORES} of the lines {PATTERN} of {ANALYZER}, or not alone"
        yield from (lack for each in filters for lack in missing_alarms(each, (HIGH_SCORES,), stack))
