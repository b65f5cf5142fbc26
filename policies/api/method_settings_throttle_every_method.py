from collections.abc import Iterator

from policies.aws.usage_plans import KEY, PLAN, PLAN_KEY, all_clients
from policies.core import Policy, Resource, Severity, Stack
from policies.core.bounds import whole
from policies.core.examples import at_every

RATE = 1_000
BURST = 2_000


class MethodSettingsThrottleEveryMethod(Policy):
    """Every method takes 1,000 requests a second for each client, and bursts of up to 2,000.

    Without a limit of its own a method shares the account's, and a flood here stops every other API of the account.
    This limit is for all clients together: below the sum of what their usage plans permit, one could take what another
    was promised.
    """

    id = "FRAUD_API_39"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_method_settings",)
    remediation = "Set throttling_rate_limit and throttling_burst_limit to the sum of what the clients' plans permit."

    compliant = {"settings": {"throttling_rate_limit": RATE, "throttling_burst_limit": BURST}}
    given = {
        f"{KEY}.client": {"name": "client"},
        f"{PLAN}.client": {"throttle_settings": {"rate_limit": RATE, "burst_limit": BURST}},
        f"{PLAN_KEY}.client": {"key_id": f"${{{KEY}.client.id}}", "usage_plan_id": f"${{{PLAN}.client.id}}"},
    }
    violating = {
        "is not throttled": {"settings": {"throttling_rate_limit": -1, "throttling_burst_limit": -1}},
        "leaves it to the account": {"settings": {"throttling_rate_limit": None}},
        "takes one more": {"settings": {"throttling_rate_limit": RATE + 1}},
        "takes one fewer": {"settings": {"throttling_rate_limit": RATE - 1}},
        "takes larger bursts": {"settings": {"throttling_burst_limit": BURST + 1}},
        "takes smaller bursts than the plan": {"settings": {"throttling_burst_limit": BURST - 1}},
        "takes no bursts": {"settings": {"throttling_burst_limit": 0}},
        "is decided at deploy time": {"settings": {"throttling_rate_limit": "${var.rate}"}},
        "takes more than its clients may send": at_every(PLAN, {"throttle_settings": {"burst_limit": RATE}}),
        "has a client of no plan": at_every(PLAN_KEY, {"usage_plan_id": "abc123"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        clients = all_clients(stack)
        if clients is None:
            yield "stands beside a client whose usage plan does not say what it may send"
            return
        for kind, due in clients._asdict().items():
            limit = resource.get("settings", f"throttling_{kind}_limit")
            if not whole(limit, due, due):
                yield f"has the {kind} limit {limit!r}, and the plans of its clients permit {due}"
