from collections.abc import Iterator

from policies.aws.iam import statements
from policies.aws.message_examples import ALLOW_ALARMS, policy_of
from policies.aws.senders import condition_of
from policies.aws.statement_edits import ALLOWING
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import Address, Draft, NamedEdit, named_edit, patch_items, remove_items

ALARM = "aws_cloudwatch_metric_alarm"
STATES = ("alarm_actions", "ok_actions", "insufficient_data_actions")


def _named_in(state: str) -> NamedEdit:
    @named_edit(f"lets alarms name it in {state} alone, and has no policy")
    def plant(draft: Draft, at: Address) -> None:
        for address in draft.of(ALARM):
            for each in STATES:
                draft[address].pop(each, None)
            draft[address][state] = [f"${{{at[0]}.{at[1]}.arn}}"]
        del draft[at]["policy"]

    return plant


def notified(stack: Stack) -> frozenset[str]:
    """The addresses of the topics that the stack's alarms name."""
    actions = [alarm.get(state) for alarm in stack.of(ALARM) for state in STATES]
    topics = [stack.resolve(arn) for arns in actions if isinstance(arns, tuple) for arn in arns]
    return frozenset(topic.address for topic in topics if topic)


class TopicPolicyAllowsItsAlarms(Policy):
    """Every topic that an alarm names lets this account's alarms publish.

    Where the topic policy does not allow it, an alarm notifies nobody, and only the alarm's own history shows that.
    """

    id = "FRAUD_TOPIC_4"
    severity = Severity.HIGH
    controls = (controls.PCI_10_7_2.supports, controls.SOC_CC7_3.supports)
    applies_to = ("aws_sns_topic",)
    claims = ("policy",)
    remediation = "Give the topic the sender stacks.topic.alarms."

    compliant = {"name": "operations", "policy": policy_of(ALLOW_ALARMS)}
    given = {f"{ALARM}.a": {"alarm_actions": ["${aws_sns_topic.example.arn}"]}}
    violating = {
        "keeps out those that tell that all is well": _named_in("ok_actions"),
        "keeps out those that tell that nothing is measured": _named_in("insufficient_data_actions"),
        "keeps them out": remove_items(ALLOWING),
        "lets them look only": patch_items(ALLOWING, {"Action": "sns:GetTopicAttributes"}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.address in stack.once(notified)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        conditions = [
            condition_of(statement, "cloudwatch.amazonaws.com", "sns:publish", resource, stack)
            for statement in statements(resource.get("policy"))
        ]
        if not any(conditions):
            yield "the topic policy does not allow the alarms that notify it to publish"
