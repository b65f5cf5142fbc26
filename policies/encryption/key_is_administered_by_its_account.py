from collections.abc import Iterator

from policies.aws.iam import statements
from policies.aws.key_policies import ADMINISTRATION, without_sid
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import append, replace
from policies.core.known_stacks import KNOWN_STACKS

STRANGER = "arn:aws:iam::111122223333:root"
DENIED = {**ADMINISTRATION, "Effect": "Deny"}


class KeyIsAdministeredByItsAccount(Policy):
    """Every key's policy lets this account administer the key, and lets nobody take that away.

    Without this statement the roles' own policies grant nothing on the key, and nobody can change its policy.
    """

    id = "FRAUD_ENCRYPTION_14"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.NIST_SC_12.supports)
    stacks = KNOWN_STACKS
    applies_to = ("aws_kms_key",)
    claims = ("policy",)
    remediation = "Build the key with stacks.key.Key: it lets arn:aws:iam::${var.account_id}:root administer the key."

    compliant = {"policy": {"Version": "2012-10-17", "Statement": [ADMINISTRATION]}}
    violating = {
        "has no policy": {"policy": None},
        "is denied to its account": append("policy", "Statement", item=DENIED),
        "lets its account look only": replace("policy", "Statement", 0, "Action", value="kms:DescribeKey"),
        "is administered by another account": replace("policy", "Statement", 0, "Principal", "AWS", value=STRANGER),
        "is administered by anyone": replace("policy", "Statement", 0, "Principal", value="*"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        written = statements(resource.get("policy"))
        if ADMINISTRATION not in [without_sid(statement) for statement in written]:
            yield "does not let this account, and it alone, administer the key"
        if any(statement.get("Effect") != "Allow" for statement in written):
            yield "has a statement that denies, which could lock its account out"
