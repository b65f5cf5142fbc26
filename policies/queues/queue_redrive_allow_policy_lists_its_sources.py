from collections.abc import Iterator, Mapping

from policies.aws.arn import is_arn_of
from policies.aws.iam import texts
from policies.aws.message_examples import ELSEWHERE
from policies.aws.queues import QUEUE, redriving
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import ACCOUNT
from policies.core.strict_json import Json
from policies.requirements import REGION

DEAD_LETTERS = "transaction-dead-letters"
NO_SOURCE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{DEAD_LETTERS}"
DENY_ALL, BY_QUEUE = {"redrivePermission": "denyAll"}, {"redrivePermission": "byQueue"}


class QueueRedriveAllowPolicyListsItsSources(Policy):
    """Every queue takes dead letters from those queues of this stack that hand theirs to it, and from no others.

    Without a redrive allow policy, every queue of the account may use it as a dead-letter queue, and SQS does not ask
    the queue policy.
    """

    id = "FRAUD_QUEUE_5"
    severity = Severity.MEDIUM
    controls = (controls.NIST_AC_3.supports,)
    applies_to = (QUEUE,)
    claims = ("redrive_allow_policy",)
    remediation = "Build the queue with stacks.queue: it takes dead letters from the sources that it is given."

    compliant = {"redrive_allow_policy": DENY_ALL}
    given = {f"{QUEUE}.other": {"name": DEAD_LETTERS, "redrive_allow_policy": DENY_ALL}}
    violating = {
        "says nothing": {"redrive_allow_policy": None},
        "takes those of all queues": {"redrive_allow_policy": {"redrivePermission": "allowAll"}},
        "takes those of none in particular": {"redrive_allow_policy": {**BY_QUEUE, "sourceQueueArns": [None]}},
        "takes those of a queue that hands none on": {
            "redrive_allow_policy": {**BY_QUEUE, "sourceQueueArns": [NO_SOURCE]}
        },
        "takes those of a queue elsewhere": {"redrive_allow_policy": {**BY_QUEUE, "sourceQueueArns": [ELSEWHERE]}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        allowed, sources = resource.get("redrive_allow_policy"), redriving(resource, stack)
        if (allowed != DENY_ALL or sources) and not _lists(allowed, sources, stack):
            yield "redrive_allow_policy does not list exactly the queues of this stack that use it as dead-letter queue"


def _lists(allowed: Json, sources: tuple[Resource, ...], stack: Stack) -> bool:
    arns = texts(allowed.get("sourceQueueArns")) if isinstance(allowed, Mapping) else ()
    all_sources = all(any(is_arn_of(arn, queue, stack) for queue in sources) for arn in arns)
    all_listed = all(any(is_arn_of(arn, queue, stack) for arn in arns) for queue in sources)
    return allowed == {**BY_QUEUE, "sourceQueueArns": arns} and arns != () and all_sources and all_listed
