from collections.abc import Iterator, Mapping

from policies.aws.arn import is_arn_of
from policies.aws.iam import listed
from policies.aws.message_examples import ELSEWHERE
from policies.aws.queues import QUEUE, redriving
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.strict_json import Json

DENIED, LISTED = {"redrivePermission": "denyAll"}, {"redrivePermission": "byQueue"}


class QueueRedriveAllowPolicyListsItsSources(Policy):
    """Every queue takes dead letters from those queues of this stack that hand theirs to it, and from no others.

    Where nothing is said, every queue of the account may do so, and SQS does not ask the policy of the queue.
    """

    id = "FRAUD_QUEUE_5"
    severity = Severity.MEDIUM
    controls = (controls.NIST_AC_3.supports,)
    applies_to = (QUEUE,)
    claims = ("redrive_allow_policy",)
    remediation = "Build the queue with stacks.queue: it takes dead letters from the sources that it is given."

    compliant = {"redrive_allow_policy": DENIED}
    violating = {
        "says nothing": {"redrive_allow_policy": None},
        "takes those of all queues": {"redrive_allow_policy": {"redrivePermission": "allowAll"}},
        "takes those of none in particular": {"redrive_allow_policy": {**LISTED, "sourceQueueArns": [None]}},
        "takes those of a queue elsewhere": {"redrive_allow_policy": {**LISTED, "sourceQueueArns": [ELSEWHERE]}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        said, own = resource.get("redrive_allow_policy"), redriving(resource, stack)
        if (said != DENIED or own) and not _lists(said, own, stack):
            yield "does not limit itself to dead letters of the queues of this stack that hand theirs to it"


def _lists(said: Json, own: tuple[Resource, ...], stack: Stack) -> bool:
    arns = listed(said.get("sourceQueueArns")) if isinstance(said, Mapping) else ()
    known = all(any(is_arn_of(arn, each, stack) for each in stack.of(QUEUE)) for arn in arns)
    named = all(any(is_arn_of(arn, each, stack) for arn in arns) for each in own)
    return said == {**LISTED, "sourceQueueArns": arns} and arns != () and known and named
