from collections.abc import Iterator, Mapping

from policies.core import Resource, Severity, Stack
from policies.core.kinds import Attributes, ByStack, Exactly
from policies.core.known_stacks import KNOWN_STACKS, SYSTEM
from policies.file.shared.system_tag import TAG, of_the_tag

TAGGED = {
    stack: Exactly(stack, otherwise=f"sets the default tag System to {{value}}, not to {stack!r}")
    for stack in KNOWN_STACKS
}


class ProviderSetsDefaultTags(Attributes):
    """The provider puts the stack's name on everything that it makes.

    By that tag people find what belongs to the system, in the account's inventory and in its bill, and see whether
    something is left when it has been taken down. Other tags do no harm.
    """

    id = "FRAUD_FILE_34"
    severity = Severity.LOW
    stacks = KNOWN_STACKS
    applies_to = ("provider",)
    required = {f"default_tags.tags.{TAG}": ByStack(TAGGED)}
    remediation = "Pass AwsProvider default_tags with the tag System: the name of the stack."
    violating = {
        "marks nothing": {"default_tags": None},
        "gives another name": {"default_tags": [{"tags": {"System": "payments"}}]},
        "gives a second set": {"default_tags": [{"tags": {"System": SYSTEM}}, {"tags": {"System": "payments"}}]},
        "gives its tags in a list": {"default_tags": [{"tags": [{"System": SYSTEM}]}]},
        "says in small letters too of which it is": {"default_tags": {"tags": {"SYSTEM": "payments"}}},
        "does more than tag": {"default_tags": {"ignore": ["System"]}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        blocks, tags = resource.blocks("default_tags"), resource.get("default_tags", "tags")
        if any(block.keys() != {"tags"} or not isinstance(block["tags"], Mapping) for block in blocks):
            yield "has something else in default_tags than one map of tags"
        elif isinstance(tags, Mapping) and len(of_the_tag(tags)) > 1:
            yield f"sets the default tag {TAG} twice, in other letters, which IAM takes for one"
