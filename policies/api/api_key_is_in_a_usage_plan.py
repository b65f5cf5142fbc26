from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.examples import at_every
from policies.core.kinds import Attributes, Exactly

LINK = "aws_api_gateway_usage_plan_key"


class ApiKeyIsInAUsagePlan(Attributes):
    """Every API key is in exactly one usage plan, and switched on.

    A client's throttle is that of the plan its key is in. A key in no plan opens nothing today, and everything as
    soon as somebody adds it to a plan by hand. A key in two plans is counted by either.
    """

    id = "FRAUD_API_43"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_api_key",)
    required = {"enabled": Exactly(True, otherwise="is not switched on")}
    remediation = "Build the client with stacks.client.Client: it puts the key into the client's plan."

    given = {f"{LINK}.link": {"key_id": "${aws_api_gateway_api_key.example.id}"}}
    violating = {"is in no plan": at_every(LINK, {"key_id": "abc123"})}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        plans = len(stack.pointing_at(resource, LINK, "key_id"))
        if plans != 1:
            yield f"is in {plans} usage plans, not in one"
