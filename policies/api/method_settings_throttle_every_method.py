from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack

RATE = 1_000
BURST = 2_000


class MethodSettingsThrottleEveryMethod(Policy):
    """Every method takes 1,000 requests a second for each client, and bursts of up to 2,000.

    Without a limit of its own a method shares the account's, and a flood here stops every other API of the account.
    This limit is for all clients together: below a thousand for each, one could take what another was promised.
    """

    id = "FRAUD_API_39"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_method_settings",)
    remediation = "Set throttling_rate_limit to 1000 for each API key, and throttling_burst_limit to 1000 to 2000."

    given = {"aws_api_gateway_api_key.client": {"name": "client"}}
    compliant = {"settings": {"throttling_rate_limit": RATE, "throttling_burst_limit": BURST}}
    violating = {
        "is not throttled": {"settings": {"throttling_rate_limit": -1, "throttling_burst_limit": -1}},
        "leaves it to the account": {"settings": {"throttling_rate_limit": None}},
        "takes one more": {"settings": {"throttling_rate_limit": RATE + 1}},
        "takes one fewer": {"settings": {"throttling_rate_limit": RATE - 1}},
        "takes larger bursts": {"settings": {"throttling_burst_limit": BURST + 1}},
        "takes no bursts": {"settings": {"throttling_burst_limit": 0}},
        "is decided at deploy time": {"settings": {"throttling_rate_limit": "${var.rate}"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        clients = len(stack.of("aws_api_gateway_api_key"))
        rate = resource.get("settings", "throttling_rate_limit")
        if rate != RATE * clients:
            yield f"takes {rate!r} requests a second, not {RATE * clients}"
        burst = resource.get("settings", "throttling_burst_limit")
        if type(burst) is not int or not RATE * clients <= burst <= BURST * clients:
            yield f"takes bursts of {burst!r}, not of {RATE * clients} to {BURST * clients}"
