from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.blocks import every
from policies.core.kinds import Attributes, Block, Exactly, Matching
from policies.firewall.shared.examples import patch_rules, rate_rule
from policies.firewall.shared.rules import RATE

VISIBILITY = Block(
    {
        "cloudwatch_metrics_enabled": Exactly(True, otherwise="CloudWatch metrics are off"),
        "metric_name": Matching("[A-Za-z0-9_-]{1,128}", "fraud-detection", otherwise="has no name for its metric"),
        "sampled_requests_enabled": Exactly(False, otherwise="keeps sampled requests, in which API keys are legible"),
    },
    otherwise="has no plain visibility_config",
)


class WebAclHasMetricsAndNoSampledRequests(Attributes):
    """Every web ACL and each of its rules counts what it matches, and keeps no samples of requests.

    What the log redacts, samples do not: everyone who may look at them can read the API key. The log holds each request
    that a rule stopped, so samples add nothing to it.
    """

    id = "FRAUD_FIREWALL_6"
    severity = Severity.MEDIUM
    applies_to = ("aws_wafv2_web_acl",)
    claims = ("rule",)
    required = {"visibility_config": VISIBILITY}
    remediation = "Set cloudwatch_metrics_enabled to true and sampled_requests_enabled to false, everywhere in the ACL."

    compliant = {"rule": [rate_rule()]}
    violating = {
        "has a rule that keeps samples": patch_rules(RATE, {"visibility_config": {"sampled_requests_enabled": True}}),
        "has a rule that is not measured": patch_rules(
            RATE, {"visibility_config": {"cloudwatch_metrics_enabled": False}}
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        rules = every(resource.get("rule"))
        if not rules:
            yield "has no plain list of rules"
        for rule in rules:
            for violation in VISIBILITY.violations("visibility_config", rule.get("visibility_config"), stack):
                yield f"{violation} (in {rule.get('name')!r})"
