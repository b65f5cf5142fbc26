"""The log of the web ACL: what it did not simply allow, without API keys."""

from cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy import CloudwatchLogResourcePolicy
from cdktf_cdktf_provider_aws.wafv2_web_acl_logging_configuration import (
    Wafv2WebAclLoggingConfiguration,
    Wafv2WebAclLoggingConfigurationLoggingFilter,
    Wafv2WebAclLoggingConfigurationLoggingFilterFilter,
    Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition,
    Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition,
    Wafv2WebAclLoggingConfigurationRedactedFields,
    Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader,
)
from constructs import Construct

from stacks.document import policy
from stacks.key import Key
from stacks.log_delivery import deliver_into
from stacks.log_group import LogGroup
from stacks.settings import Settings

# Whatever AWS WAF may do with a request but ALLOW.
KEPT = ("BLOCK", "COUNT", "EXCLUDED_AS_COUNT", "CAPTCHA", "CHALLENGE")


def firewall_log(scope: Construct, name: str, *, acl_arn: str, key: Key, settings: Settings) -> None:
    """Log a web ACL: WAF hands its log to AWS's log delivery, which the group's resource policy must let in first."""
    # WAF accepts no other beginning of a log group's name.
    group = LogGroup(scope, "logs", name=f"aws-waf-logs-{name}", key=key, settings=settings)
    delivery = CloudwatchLogResourcePolicy(
        scope, "delivery", policy_name=f"{name}-waf", policy_document=policy(deliver_into(group.arn, settings))
    )
    Wafv2WebAclLoggingConfiguration(
        scope,
        "logging",
        resource_arn=acl_arn,
        log_destination_configs=[group.arn],
        logging_filter=_all_but_allowed(),
        redacted_fields=[
            Wafv2WebAclLoggingConfigurationRedactedFields(
                single_header=Wafv2WebAclLoggingConfigurationRedactedFieldsSingleHeader(name="x-api-key")
            )
        ],
        depends_on=[delivery],
    )


def _all_but_allowed() -> Wafv2WebAclLoggingConfigurationLoggingFilter:
    condition = [
        Wafv2WebAclLoggingConfigurationLoggingFilterFilterCondition(
            action_condition=Wafv2WebAclLoggingConfigurationLoggingFilterFilterConditionActionCondition(action=action)
        )
        for action in KEPT
    ]
    kept = Wafv2WebAclLoggingConfigurationLoggingFilterFilter(
        behavior="KEEP", requirement="MEETS_ANY", condition=condition
    )
    # At 1,000 requests a second, the log of those that were allowed would cost more than the web ACL.
    return Wafv2WebAclLoggingConfigurationLoggingFilter(default_behavior="DROP", filter=[kept])
