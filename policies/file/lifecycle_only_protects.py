from collections.abc import Iterator, Mapping

from policies.core import Resource, Stack
from policies.core.policy import EVERY_RESOURCE, Policy, Severity

PROTECTIONS = frozenset({"create_before_destroy", "prevent_destroy"})


class LifecycleOnlyProtects(Policy):
    """A lifecycle block does nothing but keep a resource from being destroyed.

    With ignore_changes Terraform leaves in the account what differs from the file, so that what was judged is not
    what runs. Conditions and triggers are expressions that are evaluated at deploy time.
    """

    id = "FRAUD_FILE_6"
    severity = Severity.HIGH
    applies_to = (EVERY_RESOURCE,)
    claims = ("lifecycle",)
    remediation = "Leave in lifecycle only prevent_destroy = true or create_before_destroy = true."

    compliant = {"name": "alerts", "lifecycle": {"prevent_destroy": True}}
    violating = {
        "ignores changes": {"lifecycle": {"ignore_changes": ["policy"]}},
        "ignores all in a second block": {"lifecycle": [{"prevent_destroy": True}, {"ignore_changes": "all"}]},
        "may be destroyed": {"lifecycle": {"prevent_destroy": False}},
        "says it in a text": {"lifecycle": {"prevent_destroy": "false"}},
        "is replaced with another": {"lifecycle": {"replace_triggered_by": ["aws_sqs_queue.review"]}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if "lifecycle" in resource.values:
            value = resource.values["lifecycle"]
            for block in value if isinstance(value, tuple) else (value,):
                yield from _weaknesses(block)


def _weaknesses(block: object) -> Iterator[str]:
    if not isinstance(block, Mapping):
        yield "has a lifecycle that is not a block"
        return
    for key, value in block.items():
        if key not in PROTECTIONS or value is not True:
            yield f"has {key} in its lifecycle, which does more than to protect it"
