from policies.aws.encrypted_with import EncryptedWith
from policies.core import Severity, controls
from policies.core.kinds import Attributes, Between, Block, Exactly
from policies.requirements import SECRET_LIFETIME

MANAGED = "CUSTOMER_MANAGED_KMS_KEY"


class WorkflowIsEncryptedWithItsCustomerManagedKey(Attributes):
    """Every workflow encrypts its executions with this stack's key for transactions.

    Executions carry the whole transaction. A data key is used for at most five minutes, so that taking the key away
    takes effect, and for at least one, the shortest that Step Functions takes.
    """

    id = "FRAUD_ENCRYPTION_2"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_sfn_state_machine",)
    required = {
        "encryption_configuration": Block(
            {
                "type": Exactly(MANAGED, otherwise="is encrypted as {value}, not with a customer managed key"),
                "kms_key_id": EncryptedWith("transactions"),
                "kms_data_key_reuse_period_seconds": Between(
                    *(60, SECRET_LIFETIME),
                    or_absent=True,
                    otherwise=f"reuses a data key for {{value}} s, not 60 to {SECRET_LIFETIME}",
                ),
            },
            otherwise="is not encrypted with a customer managed key",
        )
    }
    remediation = "Give stacks.workflow the key for transactions; a data key may be used for 60 to 300 seconds."
    compliant = {"encryption_configuration": {"kms_data_key_reuse_period_seconds": 60}}
    given = {
        "aws_sfn_state_machine.unset": {
            "encryption_configuration": {"type": MANAGED, "kms_key_id": "${aws_kms_key.transactions.arn}"}
        }
    }
    violating = {
        "uses the key that AWS owns": {"encryption_configuration": {"type": "AWS_OWNED_KEY"}},
        "has a setting that nobody judges": {"encryption_configuration": {"mode": "none"}},
        "uses a data key for longer": {"encryption_configuration": {"kms_data_key_reuse_period_seconds": 900}},
    }
