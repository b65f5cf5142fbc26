from collections.abc import Iterator

from policies.vocabulary.blocks import sole
from policies.vocabulary.control import NIST_SC_13, NIST_SC_28_1, PCI_3_5_1
from policies.vocabulary.key_class import misplaced
from policies.vocabulary.key_edits import KEYS, also, wrong_keys
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack


class TableIsEncryptedWithItsKey(Policy):
    """Every table is encrypted with this stack's key for transactions.

    Whoever reads a copy of the table or a backup of it without this key reads nothing. AWS's own keys protect
    too, but nobody here could say who may use them.
    """

    id = "FRAUD_ENCRYPTION_1"
    severity = Severity.HIGH
    controls = (NIST_SC_28_1.satisfies, NIST_SC_13.supports, PCI_3_5_1.supports)
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
    also = also("FRAUD_IAM_21") | {"has no encryption": ("FRAUD_IAM_21",)}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        said = sole(resource.get("server_side_encryption"))
        if said.get("enabled") is not True or said.keys() != {"enabled", "kms_key_arn"}:
            yield "does not switch encryption with a key of ours on, and nothing else"
        yield from misplaced(said.get("kms_key_arn"), "transactions", stack)
