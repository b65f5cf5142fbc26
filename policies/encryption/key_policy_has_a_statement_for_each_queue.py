from collections.abc import Iterator

from policies.aws.iam import conditions
from policies.aws.key_examples import alias_of
from policies.aws.key_policies import ADMINISTRATION, users
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import KNOWN_STACKS
from policies.encryption.shared.key_policy_edits import EVENTS, OF_QUEUE, add_service, serve_two_queues
from policies.requirements import REGION

QUEUES = ("review-dead-letters", "dead-letters")
RULES, BUS = (f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}" for name in QUEUES)


class KeyPolicyHasAStatementForEachQueue(Policy):
    """Each queue that EventBridge delivers into has a statement of its own in its key's policy.

    The queue of a rule, its dead letters and the dead letters of the bus are each other's last resort. Where one
    statement serves two of them, one mistake in it loses an event together with its dead letter.
    """

    id = "FRAUD_ENCRYPTION_20"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SC_36_1.supports, controls.SOC_CC7_4.supports)
    stacks = KNOWN_STACKS
    applies_to = ("aws_kms_key",)
    claims = ("policy",)
    remediation = "Call stacks.key_users.events_into_queue once for each queue, in stacks/keys.py."

    compliant = {
        "policy": {
            "Statement": [
                ADMINISTRATION,
                *({**EVENTS, "Condition": {"StringEquals": {OF_QUEUE: queue}}} for queue in (RULES, BUS)),
            ]
        }
    }
    given = {**alias_of("dead-letters"), **{f"aws_sqs_queue.{name}": {"name": name} for name in QUEUES}}
    violating = {
        "serves two queues at once": add_service(Condition={"StringEquals": {OF_QUEUE: [RULES, BUS]}}),
        "serves all queues at once": add_service(Condition={"ArnLike": {OF_QUEUE: f"{BUS}*"}}),
        "serves two queues of the stack": serve_two_queues,
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for statement in users(resource.get("policy")):
            for _, key, queues in conditions(statement):
                if key == OF_QUEUE.lower() and (len(queues) != 1 or any(sign in queues[0] for sign in "*?")):
                    yield f"lets a service into several queues by one statement: {', '.join(queues)}"
