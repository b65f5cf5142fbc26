from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.blocks import sole
from policies.core.kinds import Attributes, Exactly

LOGGING = {"data_trace_enabled", "logging_level", "metrics_enabled"}
THROTTLING = {"throttling_burst_limit", "throttling_rate_limit"}
JUDGED = LOGGING | THROTTLING | {"caching_enabled"}


class MethodSettingsDisableCaching(Attributes):
    """No method answers from a cache, and its settings have nothing that is not judged.

    A cached answer is a decision on somebody else's transaction, kept where our keys do not reach.
    """

    id = "FRAUD_API_40"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_method_settings",)
    required = {"settings.caching_enabled": Exactly(False, otherwise="caching may be on")}
    remediation = "Set caching_enabled to false, and no other setting of a cache."
    violating = {
        "lets callers empty a cache": {"settings": {"require_authorization_for_cache_control": False}},
        "keeps a cache for an hour": {"settings": {"cache_ttl_in_seconds": 3600}},
        "caches by a second block": {"settings": [{"caching_enabled": False}, {"caching_enabled": True}]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        strange = sorted(sole(resource.get("settings")).keys() - JUDGED)
        if strange:
            yield f"has settings that no policy judges: {', '.join(strange)}"
