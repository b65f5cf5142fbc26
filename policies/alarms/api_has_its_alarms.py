from collections.abc import Iterator

from policies.alarms.shared.example import alarm
from policies.alarms.shared.metrics import ALARM, API, STAGE, missing_alarms
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, remove_resources

METRICS = ("5XXError", "4XXError", "Latency")
DIMENSIONS = {"ApiName": "${aws_api_gateway_rest_api.api.name}", "Stage": "${aws_api_gateway_stage.example.stage_name}"}


class ApiHasItsAlarms(Policy):
    """Every stage of the API has alarms on its failures, its refusals and its latency.

    They show what callers see. Many refused requests at once are a broken client or an attack, and latency is limited
    to the second within which a decision is due.
    """

    id = "FRAUD_ALARM_10"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_2.supports)
    applies_to = (STAGE,)
    remediation = "Pass the API to stacks.monitoring.Monitoring."

    compliant = {"rest_api_id": "${aws_api_gateway_rest_api.api.id}"}
    given = {f"{API}.api": {}, **{f"{ALARM}.{name}": alarm("AWS/ApiGateway", name, DIMENSIONS) for name in METRICS}}
    violating = {
        "nobody hears of its failures": remove_resources(ALARM, metric_name="5XXError"),
        "nobody hears of its refusals": remove_resources(ALARM, metric_name="4XXError"),
        "nobody hears of its latency": remove_resources(ALARM, metric_name="Latency"),
        "is named wrongly": at_every(ALARM, {"dimensions": {"Other": "dimension"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return missing_alarms(resource, METRICS, stack)
