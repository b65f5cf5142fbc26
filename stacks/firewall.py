"""The web ACL before the API: a hard limit per address, then AWS's managed rules, then how large a body may be."""

from typing import Any

from cdktf_cdktf_provider_aws.wafv2_web_acl import (
    Wafv2WebAcl,
    Wafv2WebAclDefaultAction,
    Wafv2WebAclDefaultActionAllow,
    Wafv2WebAclRule,
    Wafv2WebAclRuleAction,
    Wafv2WebAclRuleActionBlock,
    Wafv2WebAclRuleOverrideAction,
    Wafv2WebAclRuleOverrideActionNone,
    Wafv2WebAclRuleVisibilityConfig,
    Wafv2WebAclVisibilityConfig,
)
from cdktf_cdktf_provider_aws.wafv2_web_acl_association import Wafv2WebAclAssociation
from constructs import Construct

from stacks.body_sizes import BATCHES, COUNTED, inspected, larger_than
from stacks.firewall_log import firewall_log
from stacks.key import Key
from stacks.settings import Settings

COMMON = "AWSManagedRulesCommonRuleSet"
MANAGED = (COMMON, "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet")


class Firewall(Construct):
    """Blocks floods first and known attacks next, and logs what it did not allow."""

    def __init__(self, scope: Construct, name: str, *, stage_arn: str, logs_key: Key, settings: Settings) -> None:
        super().__init__(scope, "firewall")
        acl = Wafv2WebAcl(
            self,
            "acl",
            name=name,
            scope="REGIONAL",
            default_action=Wafv2WebAclDefaultAction(allow=Wafv2WebAclDefaultActionAllow()),
            association_config=inspected(settings.inspected_kb),
            rule=[
                _rate_rule(settings),
                *(_managed_rule(group, order) for order, group in enumerate(MANAGED, 1)),
                _size_rule("batch-size", 4, larger_than(settings.batch_limit)),
                _size_rule("body-size", 5, larger_than(settings.body_limit, but_at=BATCHES)),
            ],
            visibility_config=Wafv2WebAclVisibilityConfig(
                cloudwatch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
            ),
        )
        Wafv2WebAclAssociation(self, "association", resource_arn=stage_arn, web_acl_arn=acl.arn)
        firewall_log(self, name, acl_arn=acl.arn, key=logs_key, settings=settings)


def _rate_rule(settings: Settings) -> Wafv2WebAclRule:
    limit = {
        "limit": settings.firewall_limit,
        "evaluation_window_sec": settings.firewall_window,
        "aggregate_key_type": "IP",
    }
    return Wafv2WebAclRule(
        name="rate-limit",
        priority=0,
        action=Wafv2WebAclRuleAction(block=Wafv2WebAclRuleActionBlock()),
        statement={"rate_based_statement": limit},
        visibility_config=_visibility("rate-limit"),
    )


def _managed_rule(group: str, order: int) -> Wafv2WebAclRule:
    own = COUNTED if group == COMMON else {}
    statement: dict[str, Any] = {"managed_rule_group_statement": {"name": group, "vendor_name": "AWS", **own}}
    return Wafv2WebAclRule(
        name=group,
        priority=order,
        # "None" leaves the group's own actions as they are: it blocks.
        override_action=Wafv2WebAclRuleOverrideAction(none=Wafv2WebAclRuleOverrideActionNone()),
        statement=statement,
        visibility_config=_visibility(group),
    )


def _size_rule(name: str, order: int, statement: dict[str, Any]) -> Wafv2WebAclRule:
    return Wafv2WebAclRule(
        name=name,
        priority=order,
        action=Wafv2WebAclRuleAction(block=Wafv2WebAclRuleActionBlock()),
        statement=statement,
        visibility_config=_visibility(name),
    )


def _visibility(name: str) -> Wafv2WebAclRuleVisibilityConfig:
    # Samples keep whole headers, and redaction reaches the log only: the API key would be legible in them.
    return Wafv2WebAclRuleVisibilityConfig(
        cloudwatch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )
