"""Edits that take an event rule out of use, with what belongs to it."""

from __future__ import annotations

from policies.aws.iam import allows
from policies.core.examples import Address, Draft, NamedEdit, named_edit

RULE, TARGET = "aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"
ALARM, DASHBOARD = "aws_cloudwatch_metric_alarm", "aws_cloudwatch_dashboard"


@named_edit("removes the targets of the rule")
def remove_targets(draft: Draft, at: Address) -> None:
    for address in draft.of(TARGET):
        if _names(draft[address].get("rule"), at):
            del draft[address]


@named_edit("removes the targets of the rule, and the rule from what the queues' policies let in")
def take_off_its_queue(draft: Draft, at: Address) -> None:
    remove_targets(draft, at)
    for queue in draft.of("aws_sqs_queue"):
        for statement in filter(allows, draft[queue]["policy"]["Statement"]):
            sources = statement["Condition"]["ArnEquals"]
            sources["aws:SourceArn"] = [each for each in sources["aws:SourceArn"] if not _names(each, at)]


def remove_rule(name: str) -> NamedEdit:
    """Removes a rule and all that is of it alone, as whoever gives it up does."""

    @named_edit(f"removes the rule {name} with its target, its place in the queues' policies, its alarms and graphs")
    def plant(draft: Draft, at: Address) -> None:
        for rule in draft.of(RULE, name=name):
            take_off_its_queue(draft, rule)
            for alarm in [each for each in draft.of(ALARM) if _names(draft[each].get("dimensions"), rule)]:
                del draft[alarm]
            for dashboard in draft.of(DASHBOARD):
                _remove_graphs(draft[dashboard]["dashboard_body"], rule)
            del draft[rule]

    return plant


def _remove_graphs(body: dict[str, list[dict[str, dict[str, list[object]]]]], rule: Address) -> None:
    for widget in body["widgets"]:
        metrics = widget["properties"]["metrics"]
        metrics[:] = [each for each in metrics if not _names(each, rule)]
    body["widgets"] = [each for each in body["widgets"] if each["properties"]["metrics"]]


def _names(value: object, rule: Address) -> bool:
    return f"{rule[0]}.{rule[1]}." in str(value)
