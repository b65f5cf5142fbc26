from collections.abc import Iterator, Mapping

from policies.api.shared.access_log import ALLOWED, NEEDED
from policies.api.shared.access_log_example import MORE
from policies.core import Policy, Resource, Severity, Stack, controls


class AccessLogHoldsNoSecret(Policy):
    """Every access log tells who called and what came of it, each under its own name, and nothing of what was sent.

    The key itself ($context.identity.apiKey), validation errors and the path as it was called repeat what a caller
    sent. A card number that was sent by mistake would stand in the log. What stands under another's name tells an
    investigator that the wrong party called.
    """

    id = "FRAUD_API_28"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports,)
    applies_to = ("aws_api_gateway_stage",)
    remediation = "Take the format from stacks/gateway_logging.py: a flat object, each agreed name with its variable."

    compliant = {"access_log_settings": {"format": NEEDED}}
    given = {"aws_api_gateway_stage.more": {"access_log_settings": {"format": {**NEEDED, **MORE}}}}
    violating = {
        "logs the key": {"access_log_settings": {"format": {"key": "$context.identity.apiKey"}}},
        "logs the key as its id": {"access_log_settings": {"format": {"apiKeyId": "$context.identity.apiKey"}}},
        "logs what did not validate": {
            "access_log_settings": {"format": {"e": "$context.error.validationErrorString"}}
        },
        "logs two things in one": {"access_log_settings": {"format": {"status": "$context.status $context.path"}}},
        "logs under the key": {"access_log_settings": {"format": {"$context.identity.apiKey": "$context.status"}}},
        "logs another status as the API's": {
            "access_log_settings": {
                "format": {"status": "$context.integration.status", "integrationStatus": "$context.status"}
            }
        },
        "does not say who called": {"access_log_settings": {"format": {"apiKeyId": None}}},
        "does not say why one was refused": {"access_log_settings": {"format": {"responseType": None}}},
        "logs a line": {"access_log_settings": {"format": "$context.extendedRequestId"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        logged = resource.get("access_log_settings", "format")
        if not isinstance(logged, Mapping):
            yield "does not log a JSON object"
            return
        if strange := sorted(f"{name}: {value}" for name, value in logged.items() if ALLOWED.get(name) != value):
            yield f"logs what no policy allows: {', '.join(strange)}"
        if missing := sorted(NEEDED.keys() - logged.keys()):
            yield f"does not log {', '.join(missing)}"
