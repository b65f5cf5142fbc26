from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE
from policies.file.shared.system_tag import TAG, of_the_tag

OF_A_RESOURCE = ("tags", "tags_all")


def sets_the_tag(tags: object) -> bool:
    """Whether tags decide what the tag of the stack is, or may do so at deploy time."""
    if not isinstance(tags, Mapping):
        return tags is not None
    return bool(of_the_tag(tags)) or any("${" in name for name in tags)


class ResourceKeepsTheTagOfItsStack(Policy):
    """Nothing sets the tag System of its own: the provider's holds for all.

    A resource's own tag wins over the provider's. Whoever takes the system down looks for that tag, and is told that
    nothing is left while a table or a key still stands there.
    """

    id = "FRAUD_FILE_54"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Remove the tag System from the resource's tags: the provider sets it, in stacks/provider.py."

    compliant = {"tags": {"Owner": "payments"}}
    violating = {
        "is of another system": {"tags": {"System": "other"}},
        "says in small letters of which it is": {"tags": {"system": "other"}},
        "says it among all tags": {"tags_all": {"System": "other"}},
        "leaves it to the deploy": {"tags": {"${var.account_id}": "other"}},
        "takes its tags from elsewhere": {"tags": "${var.account_id}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from (
            f"sets the tag {TAG} itself, in {each}" for each in OF_A_RESOURCE if sets_the_tag(resource.get(each))
        )
