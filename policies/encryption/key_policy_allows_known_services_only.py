from collections.abc import Iterator

from policies.aws.iam import actions
from policies.aws.key_examples import alias_of
from policies.aws.key_policies import ADMINISTRATION, known_users, service_of, users
from policies.aws.keys import class_of
from policies.aws.principals import who
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import KNOWN_STACKS
from policies.encryption.shared.key_policy_edits import EVENTS, add_service


class KeyPolicyAllowsKnownServicesOnly(Policy):
    """Every key's policy lets in its account, and the few services that need it, with the actions that they need.

    A key's policy is enough by itself to open what the key protects, whatever the roles' policies say.
    """

    id = "FRAUD_ENCRYPTION_15"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_6.satisfies, controls.PCI_7_2_5.supports)
    stacks = KNOWN_STACKS
    applies_to = ("aws_kms_key",)
    claims = ("policy",)
    remediation = "Take the statement out, or let a role use the key by a grant in the role's own policy."

    compliant = {"policy": {"Statement": [ADMINISTRATION, EVENTS]}}
    given = alias_of("messages")
    violating = {
        "lets anyone in": add_service(Principal="*"),
        "lets a service and an account in": add_service(Principal={**EVENTS["Principal"], "AWS": "111122223333"}),
        "lets two services in at once": add_service(Principal={"Service": ["events.amazonaws.com", "a.amazonaws.com"]}),
        "lets an unknown service in": add_service(Principal={"Service": "s3.amazonaws.com"}),
        "lets a service do all": add_service(Action="kms:*"),
        "lets a service make grants": add_service(Action="kms:CreateGrant"),
        "lets a service do all but this": add_service(Action=None, NotAction="kms:Decrypt"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        known = known_users(class_of(resource, stack), stack)
        for statement in users(resource.get("policy")):
            service, allowed = service_of(statement), set(actions(statement))
            if service is None or service not in known:
                yield f"may be used by {who(statement)}, which does not need this class of data"
            elif not allowed or not allowed <= known[service]:
                yield f"allows {service} {', '.join(sorted(allowed)) or 'every action but those that it names'}"
