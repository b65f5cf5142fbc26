"""What the local AWS does not give back as it was given, so that every plan would change it again."""

from __future__ import annotations

from collections.abc import Mapping

# What MiniStack gives back otherwise, by type.
LOST: Mapping[str, frozenset[str]] = {
    # It answers with a quota where there is none.
    "aws_api_gateway_usage_plan": frozenset({"quota_settings"}),
    # It describes an alarm by its name alone.
    "aws_cloudwatch_metric_alarm": frozenset(
        {
            *("actions_enabled", "alarm_description", "dimensions", "extended_statistic", "period", "statistic"),
            *("treat_missing_data", "alarm_actions", "ok_actions"),
        }
    ),
    # It keeps no limit on what is inspected of a body; a managed group's version, which is left out, it gives as empty.
    "aws_wafv2_web_acl": frozenset({"association_config", "rule"}),
    # It keeps no tracing of a workflow.
    "aws_sfn_state_machine": frozenset({"tracing_configuration"}),
}
