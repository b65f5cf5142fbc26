from collections.abc import Iterator

from policies.aws.key_bounds import is_bound
from policies.aws.key_policies import ADMINISTRATION, users
from policies.aws.principals import who
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import DEPLOYED
from policies.encryption.shared.key_policy_edits import EVENTS, LOOKS, bind_services, let_in_again, patch_services
from policies.requirements import REGION


class KeyPolicyBindsServicesToThisAccount(Policy):
    """Whoever a key's policy lets in, other than its account, may use the key on behalf of this account only.

    A service's principal stands for the service in every account. Unbound, somebody else could let it decrypt our data
    (AWS calls it a confused deputy).
    """

    id = "FRAUD_ENCRYPTION_16"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports)
    stacks = DEPLOYED
    applies_to = ("aws_kms_key",)
    claims = ("policy",)
    remediation = "Bind the statement as in stacks/key_users.py: aws:SourceAccount, or an encryption context of ours."

    compliant = {"policy": {"Statement": [ADMINISTRATION, LOOKS, EVENTS]}}
    violating = {
        "is unbound": patch_services({"Condition": None}),
        "is bound where the account is known": bind_services("StringEqualsIfExists", aws__SourceAccount=ACCOUNT),
        "is bound to one more account": bind_services("StringEquals", aws__SourceAccount=[ACCOUNT, "111122223333"]),
        "is bound to any account beside": let_in_again("StringLike", aws__SourceAccount="*"),
        "is bound to any source": bind_services("ArnLike", aws__SourceArn=f"arn:aws:*:{REGION}:*:*"),
        "is bound to a service": bind_services("StringEquals", kms__ViaService=f"sqs.{REGION}.amazonaws.com"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return bool(users(resource.get("policy")))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for statement in users(resource.get("policy")):
            if not is_bound(statement, stack):
                yield f"may be used by {who(statement)} without a condition that binds it to this account"
