from collections.abc import Iterator

from policies.aws.key_bounds import is_named
from policies.aws.key_policies import ADMINISTRATION, sent_by, service_of, users
from policies.aws.message_examples import BUS_ARN
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import DEPLOYED
from policies.encryption.shared.key_policy_edits import EVENTS, LOOKS, OF_BUS, add_service, bind_services
from policies.requirements import REGION

OURS = f"arn:aws:events:{REGION}:{ACCOUNT}:"
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:transaction-review"


class KeyPolicyBindsServicesToAnEncryptionContext(Policy):
    """Each service that a key's policy lets in may use the key for named things only.

    With each call a service sends, as encryption context, which queue, topic or bus the call is for. Bound to the
    account alone, the service would decrypt our data for whatever else uses that service in the account.
    """

    id = "FRAUD_ENCRYPTION_18"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    stacks = DEPLOYED
    applies_to = ("aws_kms_key",)
    claims = ("policy",)
    remediation = "Bind the statement as in stacks/key_users.py: to the encryption context of what it is for."

    compliant = {"policy": {"Statement": [ADMINISTRATION, LOOKS, EVENTS]}}
    given = {"aws_cloudwatch_event_bus.bus": {"name": "fraud-detection"}}
    violating = {
        "is bound to the account alone": bind_services("StringEquals", aws__SourceAccount=ACCOUNT),
        "is bound to any source": bind_services("ArnLike", aws__SourceArn=f"{OURS}?*"),
        "is bound to a source where a thing is due": bind_services("ArnLike", aws__SourceArn=BUS_ARN),
        "is bound to any bus": add_service(Condition={"ArnLike": {OF_BUS: f"{OURS}event-bus/*"}}),
        "is bound to a bus elsewhere": add_service(Condition={"StringEquals": {OF_BUS: f"{OURS}event-bus/other"}}),
        "is bound to a queue as if it were a bus": add_service(Condition={"StringEquals": {OF_BUS: QUEUE}}),
        "is bound to a context of its own": add_service(
            Condition={"StringEquals": {"kms:EncryptionContext:any": BUS_ARN}}
        ),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return bool(users(resource.get("policy")))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for statement in users(resource.get("policy")):
            service = service_of(statement)
            if sent_by(service, stack) is not None and not is_named(statement, stack):
                yield f"lets {service} use it for anything: no condition names, by its context, a thing of this stack"
