from collections.abc import Iterator, Mapping

from policies.api.shared.access_log import ALLOWED, NEEDED
from policies.core import Policy, Resource, Severity, Stack, controls


class AccessLogHoldsNoSecret(Policy):
    """Every access log tells who called and what came of it, and nothing of what was sent.

    The key itself ($context.identity.apiKey), validation errors and the path as it was called repeat what a caller
    sent. A card number that was sent by mistake would stand in the log.
    """

    id = "FRAUD_API_28"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports,)
    applies_to = ("aws_api_gateway_stage",)
    remediation = (
        "Take the format from stacks/gateway_logging.py: a flat JSON object, each value one of the listed variables."
    )

    compliant = {"access_log_settings": {"format": {name: name for name in sorted(NEEDED)}}}
    violating = {
        "logs the key": {"access_log_settings": {"format": {"key": "$context.identity.apiKey"}}},
        "logs what did not validate": {
            "access_log_settings": {"format": {"e": "$context.error.validationErrorString"}}
        },
        "logs two things in one": {"access_log_settings": {"format": {"at": "$context.status $context.path"}}},
        "logs under the key": {"access_log_settings": {"format": {"$context.identity.apiKey": "$context.status"}}},
        "does not say who called": {"access_log_settings": {"format": "$context.extendedRequestId"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        logged = resource.get("access_log_settings", "format")
        if not isinstance(logged, Mapping):
            yield "does not log a JSON object"
            return
        values = frozenset(value for value in logged.values() if isinstance(value, str))
        if not set(logged.values()) <= ALLOWED or any("$" in key and key not in ALLOWED for key in logged):
            yield f"logs what no policy allows: {sorted(map(str, set(logged.values()) - ALLOWED))}"
        if not values >= NEEDED:
            yield f"does not log {', '.join(sorted(NEEDED - values))}"
