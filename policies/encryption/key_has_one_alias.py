from collections.abc import Iterator

from policies.aws.key_examples import alias_of
from policies.aws.keys import alias_class, class_of
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource
from policies.core.known_stacks import KNOWN_STACKS
from policies.encryption.shared.key_policy_edits import PLAIN_KEY, add_second_alias, add_second_key


class KeyHasOneAlias(Policy):
    """Every key has exactly one alias, and no two keys are for the same class of data.

    The other rules know by its alias what a key is for. With two aliases one key would count for two classes of data,
    and whoever may use it for messages could read transactions.
    """

    id = "FRAUD_ENCRYPTION_12"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_12.supports,)
    stacks = KNOWN_STACKS
    applies_to = ("aws_kms_key",)
    remediation = "Build the key with stacks.key.Key, once for each class of data: it makes the one alias."

    given = alias_of("logs")
    violating = {
        "has a second alias": add_second_alias,
        "stands beside a key without an alias": add_resource("aws_kms_key", PLAIN_KEY),
        "stands beside a second key of its class": add_second_key,
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        aliases = stack.pointing_at(resource, "aws_kms_alias", "target_key_id")
        if len(aliases) != 1:
            yield f"has {len(aliases)} aliases, not one"
            return
        data = alias_class(aliases[0], stack)
        if data and [class_of(key, stack) for key in stack.of("aws_kms_key")].count(data) > 1:
            yield f"is not the only key for {data}"
