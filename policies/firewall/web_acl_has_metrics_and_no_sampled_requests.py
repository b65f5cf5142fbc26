from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.blocks import every
from policies.firewall.shared.examples import patch_rules, rate_rule, visibility
from policies.firewall.shared.rules import RATE, unmeasured


class WebAclHasMetricsAndNoSampledRequests(Policy):
    """Every web ACL and each of its rules counts what it matches, and keeps no samples of requests.

    What is redacted in the log is not redacted in samples: the API key stands there for everyone who may look at
    them. The log holds all requests, so samples add nothing to it.
    """

    id = "FRAUD_FIREWALL_6"
    severity = Severity.MEDIUM
    applies_to = ("aws_wafv2_web_acl",)
    claims = ("rule", "visibility_config")
    remediation = "Set cloudwatch_metrics_enabled to true and sampled_requests_enabled to false, everywhere in the ACL."

    compliant = {"rule": [rate_rule()], "visibility_config": visibility("fraud-detection")}
    violating = {
        "keeps samples": {"visibility_config": {"sampled_requests_enabled": True}},
        "leaves samples to the provider": {"visibility_config": {"sampled_requests_enabled": None}},
        "is not measured": {"visibility_config": {"cloudwatch_metrics_enabled": False}},
        "has no metric": {"visibility_config": {"metric_name": ""}},
        "has a rule that keeps samples": patch_rules(RATE, {"visibility_config": {"sampled_requests_enabled": True}}),
        "has a rule that is not measured": patch_rules(
            RATE, {"visibility_config": {"cloudwatch_metrics_enabled": False}}
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from unmeasured(resource.get("visibility_config"))
        found = every(resource.get("rule"))
        if not found:
            yield "has no legible list of rules"
        for each in found:
            yield from (f"{what} (in {each.get('name')!r})" for what in unmeasured(each.get("visibility_config")))
