from collections.abc import Iterator

from policies.aws.key_examples import KEYS, wrong_keys
from policies.aws.keys import misplaced
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.blocks import sole
from policies.core.bounds import whole
from policies.requirements import SECRET_LIFETIME

MANAGED = "CUSTOMER_MANAGED_KMS_KEY"
SETTINGS = {"type", "kms_key_id", "kms_data_key_reuse_period_seconds"}


class WorkflowIsEncryptedWithItsKey(Policy):
    """Every workflow encrypts its executions with this stack's key for transactions.

    Executions carry the whole transaction. A data key is used for at most five minutes.
    """

    id = "FRAUD_ENCRYPTION_2"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_28_1.satisfies, controls.NIST_SC_13.supports, controls.PCI_3_5_1.supports)
    applies_to = ("aws_sfn_state_machine",)
    claims = ("encryption_configuration",)
    remediation = "Give stacks.workflow the key for transactions; a data key may be used for 60 to 300 seconds."

    compliant = {"encryption_configuration": {"type": MANAGED, "kms_key_id": "${aws_kms_key.transactions.arn}"}}
    given = KEYS
    violating = {
        **wrong_keys("encryption_configuration", "kms_key_id", instead="messages"),
        "uses the key that AWS owns": {"encryption_configuration": {"type": "AWS_OWNED_KEY"}},
        "has a setting that nobody judges": {"encryption_configuration": {"mode": "none"}},
        "uses a data key for longer": {"encryption_configuration": {"kms_data_key_reuse_period_seconds": 900}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        said = sole(resource.get("encryption_configuration"))
        if said.get("type") != MANAGED or said.keys() - SETTINGS:
            yield "is not encrypted with a customer-managed key, or has a setting that nobody judges"
        yield from misplaced(said.get("kms_key_id"), "transactions", stack)
        reuse = said.get("kms_data_key_reuse_period_seconds")
        if reuse is not None and not whole(reuse, 60, SECRET_LIFETIME):
            yield f"uses a data key for {reuse!r} seconds, not for 60 to {SECRET_LIFETIME}"
