from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Block, Exactly

OFF = "is not encrypted with a customer managed key: server_side_encryption is off"


class TableIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every table is encrypted with this stack's key for transactions.

    Whoever reads a copy of the table or a backup of it without this key reads nothing. AWS's own keys protect
    too, but nobody here could say who may use them.
    """

    id = "FRAUD_ENCRYPTION_1"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_dynamodb_table",)
    required = {
        "server_side_encryption": Block(
            {"enabled": Exactly(True, otherwise=OFF), "kms_key_arn": EncryptedWith("transactions")}, otherwise=OFF
        )
    }
    remediation = "Build the table with stacks.table.Table and give it the key for transactions."
    violating = {"has a setting that nobody judges": {"server_side_encryption": {"mode": "none"}}}
