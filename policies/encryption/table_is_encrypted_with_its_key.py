from collections.abc import Iterator

from policies.aws.key_examples import KEYS, wrong_keys
from policies.aws.keys import misplaced
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import sole


class TableIsEncryptedWithItsKey(Policy):
    """Every table is encrypted with this stack's key for transactions.

    Whoever reads a copy of the table or a backup of it without this key reads nothing. AWS's own keys protect
    too, but nobody here could say who may use them.
    """

    id = "FRAUD_ENCRYPTION_1"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_dynamodb_table",)
    claims = ("server_side_encryption",)
    remediation = "Build the table with stacks.table.Table and give it the key for transactions."

    compliant = {"server_side_encryption": {"enabled": True, "kms_key_arn": "${aws_kms_key.transactions.arn}"}}
    given = KEYS
    violating = {
        **wrong_keys("server_side_encryption", "kms_key_arn", instead="messages"),
        "is not switched on": {"server_side_encryption": {"enabled": False}},
        "has a setting that nobody judges": {"server_side_encryption": {"mode": "none"}},
        "has no encryption": {"server_side_encryption": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        said = sole(resource.get("server_side_encryption"))
        if said.get("enabled") is not True or said.keys() != {"enabled", "kms_key_arn"}:
            yield "does not switch encryption with a key of ours on, and nothing else"
        yield from misplaced(said.get("kms_key_arn"), "transactions", stack)
