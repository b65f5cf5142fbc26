from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.blocks import sole
from policies.requirements import CLIENT_BURST, CLIENT_RATE

RATE, BURST = CLIENT_RATE, CLIENT_BURST


class UsagePlanThrottlesEachClient(Policy):
    """Every usage plan gives each of its keys 1,000 requests a second, and bursts of up to 2,000.

    That is what a client was promised and what the firewall's limit is made for. A client without a throttle takes
    the few executions that all clients share. A burst is what comes at once: below a second's worth of the rate, a
    client would be refused within what it was promised, and above two seconds' worth all others would wait for it.
    """

    id = "FRAUD_API_41"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_usage_plan",)
    claims = ("throttle_settings",)
    remediation = "Set throttle_settings to a rate_limit of 1000 and a burst_limit between 1000 and 2000."

    compliant = {"throttle_settings": {"rate_limit": RATE, "burst_limit": BURST}}
    given = {"aws_api_gateway_usage_plan.even": {"throttle_settings": {"rate_limit": RATE, "burst_limit": RATE}}}
    violating = {
        "does not throttle": {"throttle_settings": None},
        "throttles at no rate": {"throttle_settings": {"rate_limit": None}},
        "permits one more": {"throttle_settings": {"rate_limit": RATE + 1}},
        "permits one fewer": {"throttle_settings": {"rate_limit": RATE - 1}},
        "permits larger bursts": {"throttle_settings": {"burst_limit": BURST + 1}},
        "permits no bursts": {"throttle_settings": {"burst_limit": 0}},
        "is decided at deploy time": {"throttle_settings": {"rate_limit": "${var.rate}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        throttle = sole(resource.get("throttle_settings"))
        if set(throttle) != {"rate_limit", "burst_limit"}:
            yield "does not throttle each client by a rate and a burst"
            return
        rate, burst = throttle["rate_limit"], throttle["burst_limit"]
        if rate != RATE:
            yield f"permits {rate!r} requests a second, not {RATE}"
        if type(burst) is not int or not RATE <= burst <= BURST:
            yield f"permits bursts of {burst!r}, not of {RATE} to {BURST}"
