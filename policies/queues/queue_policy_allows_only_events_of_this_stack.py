from collections.abc import Iterator

from policies.aws.iam import allows, statements
from policies.aws.message_examples import ALLOW_EVENTS, BUS_ARN, policy_of
from policies.aws.principals import who
from policies.aws.queues import BUS, deliverers, sources
from policies.aws.statement_edits import add_statement
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every


class QueuePolicyAllowsOnlyEventsOfThisStack(Policy):
    """No queue's policy lets anyone in but EventBridge, to send what this stack's own rules and bus deliver there.

    A queue's policy is enough by itself: with it, a stranger could read transactions or flood the reviewers. Where
    nothing is delivered it lets nobody in, so that only roles fill such a queue, by their grants.
    """

    id = "FRAUD_QUEUE_1"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports)
    applies_to = ("aws_sqs_queue",)
    claims = ("policy",)
    remediation = "Remove the statement: stacks.queue allows the event rules, and roles have grants of their own."

    compliant = {"name": "example", "policy": policy_of(ALLOW_EVENTS)}
    given = {
        f"{BUS}.bus": {"name": "fraud-detection", "dead_letter_config": {"arn": "${aws_sqs_queue.example.arn}"}},
    }
    violating = {
        "lets anyone in": add_statement(ALLOW_EVENTS, Principal="*"),
        "lets another account in": add_statement(ALLOW_EVENTS, Principal={"AWS": "111122223333"}),
        "lets another service in": add_statement(ALLOW_EVENTS, Principal={"Service": "sns.amazonaws.com"}),
        "lets all but some in": add_statement(ALLOW_EVENTS, Principal=None, NotPrincipal={"AWS": "111122223333"}),
        "lets events be read": add_statement(ALLOW_EVENTS, Action=["sqs:SendMessage", "sqs:ReceiveMessage"]),
        "lets rules of any account in": add_statement(ALLOW_EVENTS, Condition=None),
        "lets any source in": add_statement(
            ALLOW_EVENTS, Condition={**ALLOW_EVENTS["Condition"], "ArnEquals": {"aws:SourceArn": "*"}}
        ),
        "lets the bus in, which delivers nothing": at_every(BUS, {"dead_letter_config": None}),
        "tests the source where there is one": add_statement(
            ALLOW_EVENTS,
            Condition={**ALLOW_EVENTS["Condition"], "ArnEquals": {}, "ArnEqualsIfExists": {"aws:SourceArn": BUS_ARN}},
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for statement in filter(allows, statements(resource.get("policy"))):
            senders = sources(statement, resource, stack)
            if not senders or not {*senders} <= {*deliverers(resource, stack)}:
                yield f"the queue policy allows {who(statement)} more than this stack's events need"
