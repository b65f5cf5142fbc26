from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.blocks import sole

JUDGED_ELSEWHERE = frozenset(
    {"data_trace_enabled", "logging_level", "metrics_enabled", "throttling_burst_limit", "throttling_rate_limit"}
)


class MethodSettingsDisableCaching(Policy):
    """No method answers from a cache, and its settings have nothing that is not judged.

    A cached answer is a decision on somebody else's transaction, kept where our keys do not reach.
    """

    id = "FRAUD_API_40"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_method_settings",)
    claims = ("settings",)
    remediation = "Set caching_enabled to false, and no other setting of a cache."

    compliant = {"settings": {"caching_enabled": False}}
    violating = {
        "caches": {"settings": {"caching_enabled": True}},
        "leaves it to the provider": {"settings": {"caching_enabled": None}},
        "lets callers empty a cache": {"settings": {"require_authorization_for_cache_control": False}},
        "keeps a cache for an hour": {"settings": {"cache_ttl_in_seconds": 3600}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        settings = sole(resource.get("settings"))
        if settings.get("caching_enabled") is not False:
            yield "may answer from a cache"
        strange = sorted(settings.keys() - JUDGED_ELSEWHERE - {"caching_enabled"})
        if strange:
            yield f"has settings that nobody judges: {', '.join(strange)}"
