from collections.abc import Iterator

from policies.aws.iam import statements
from policies.aws.message_examples import ALLOW_EVENTS, BUS_ARN, policy_of
from policies.aws.queues import deliverers, sources
from policies.aws.statement_edits import ALLOWING
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import patch_items, remove_items


class QueuePolicyAllowsWhatDeliversToIt(Policy):
    """Every queue lets in each rule and each bus that delivers into it.

    What EventBridge is not allowed to deliver it retries for a while. Then it drops the event, or sends it to the
    dead-letter queue where that is allowed: the policy of a dead-letter queue is the last chance to keep an event.
    """

    id = "FRAUD_QUEUE_6"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    applies_to = ("aws_sqs_queue",)
    claims = ("policy",)
    remediation = "Name the rule or the bus among the queue's senders in the stack."

    compliant = {"name": "example", "policy": policy_of(ALLOW_EVENTS)}
    given = {
        "aws_cloudwatch_event_bus.bus": {
            "name": "fraud-detection",
            "dead_letter_config": {"arn": "${aws_sqs_queue.example.arn}"},
        }
    }
    violating = {
        "keeps them out": remove_items(ALLOWING),
        "lets them look only": patch_items(ALLOWING, {"Action": "sqs:GetQueueUrl"}),
        "lets another bus in": patch_items(ALLOWING, {"Condition": {"ArnEquals": {"aws:SourceArn": f"{BUS_ARN}-2"}}}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return any(deliverers(resource, stack))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        document = statements(resource.get("policy"))
        allowed = {source.address for statement in document for source in sources(statement, resource, stack)}
        for deliverer in deliverers(resource, stack):
            if deliverer.address not in allowed:
                yield f"the queue policy does not allow {deliverer.place}, which delivers to it"
