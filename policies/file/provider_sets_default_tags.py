from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.kinds import Attributes, ByStack, Exactly
from policies.core.known_stacks import KNOWN_STACKS, SYSTEM

TAGGED = {
    stack: Exactly({"System": stack}, otherwise=f"sets the default tags {{value}}, not System alone to {stack!r}")
    for stack in KNOWN_STACKS
}


class ProviderSetsDefaultTags(Attributes):
    """The provider puts the stack's name on everything that it makes, and no other tag.

    By that tag people find what belongs to the system, in the account's inventory and in its bill, and see whether
    something is left when it has been taken down. Any other may satisfy a condition of a policy that nobody here has
    judged: a role's tags are those of whoever assumes it, and a key's and a bucket's may say who uses them.
    """

    id = "FRAUD_FILE_34"
    severity = Severity.LOW
    stacks = KNOWN_STACKS
    applies_to = ("provider",)
    required = {"default_tags.tags": ByStack(TAGGED)}
    remediation = "Pass AwsProvider default_tags with the tag System alone: the name of the stack."
    violating = {
        "marks nothing": {"default_tags": None},
        "gives another name": {"default_tags": [{"tags": {"System": "payments"}}]},
        "gives a second tag": {"default_tags": {"tags": {"Team": "payments"}}},
        "gives a second set": {"default_tags": [{"tags": {"System": SYSTEM}}, {"tags": {"System": "payments"}}]},
        "gives its tags in a list": {"default_tags": [{"tags": [{"System": SYSTEM}]}]},
        "says in small letters too of which it is": {"default_tags": {"tags": {"SYSTEM": "payments"}}},
        "does more than tag": {"default_tags": {"ignore": ["System"]}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        if any(block.keys() != {"tags"} for block in resource.blocks("default_tags")):
            yield "has something else in default_tags than one map of tags"
