from collections.abc import Iterator

from policies.aws.iam import allows
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import Address, Draft, named_edit

TARGET = "aws_cloudwatch_event_target"


@named_edit("removes the targets of the rule")
def remove_targets(draft: Draft, at: Address) -> None:
    for address in draft.of(TARGET):
        if f".{at[1]}." in str(draft[address].get("rule")):
            del draft[address]


@named_edit("removes the targets of the rule, and the rule from what the queues' policies let in")
def remove_targets_and_admission(draft: Draft, at: Address) -> None:
    remove_targets(draft, at)
    for queue in draft.of("aws_sqs_queue"):
        for statement in filter(allows, draft[queue]["policy"]["Statement"]):
            sources = statement["Condition"]["ArnEquals"]
            sources["aws:SourceArn"] = [each for each in sources["aws:SourceArn"] if f".{at[1]}." not in each]


class EventRuleHasATarget(Policy):
    """Every rule has a target.

    An event that matches a rule without a target goes nowhere, and EventBridge counts that as a success.
    """

    id = "FRAUD_EVENT_4"
    severity = Severity.HIGH
    controls = (controls.SOC_CC7_3.supports,)
    applies_to = ("aws_cloudwatch_event_rule",)
    remediation = "Call deliver on the rule with the queue that its matches go to."

    given = {f"{TARGET}.t": {"rule": "${aws_cloudwatch_event_rule.example.name}"}}
    violating = {"loses its targets": remove_targets, "is taken off its queue": remove_targets_and_admission}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not stack.pointing_at(resource, TARGET, "rule"):
            yield "has no target"
