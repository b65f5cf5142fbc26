from policies.core import Severity
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE

OWN = Absent(otherwise="has {attribute} of its own: {value}")


class ResourceHasNoTagsOfItsOwn(Attributes):
    """Nothing has a tag but System, which the provider sets for all.

    A resource's own tag wins over the provider's: whoever takes the system down looks for System, and would be told
    that nothing is left while a table still stands there. And a tag can give rights: policies elsewhere in the account
    may let a role in by its tags, or let somebody use a key or a bucket by those.
    """

    id = "FRAUD_FILE_54"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    required = {"tags": OWN, "tags_all": OWN}
    remediation = "Remove the tags: the provider sets the one that there is, in stacks/provider.py."
    violating = {
        "belongs to somebody": {"tags": {"Owner": "payments"}},
        "is of another system": {"tags": {"System": "other"}},
        "says it among all tags": {"tags_all": {"System": "other"}},
        "takes its tags from elsewhere": {"tags": "${var.account_id}"},
    }
