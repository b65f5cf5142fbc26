from collections.abc import Iterator

from policies.account.shared.edits import in_every, named_by, without
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import STACK
from policies.core.known_stacks import DELIVERY
from policies.core.other_stacks import other_stack

CONFIG, KEY = "aws_xray_encryption_config", "aws_kms_key"


class AccountEncryptsTheTracesOfTheSystem(Policy):
    """The account's stack lets X-Ray encrypt traces with a customer managed key, since the system sends some.

    X-Ray has one key for all traces of an account in a region. Without this setting they lie under a key of AWS's, of
    which nobody here can say who may use it.
    """

    id = "FRAUD_ACCOUNT_3"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SC_28_1.supports, controls.NIST_SC_12.supports)
    applies_to = (STACK,)
    remediation = "Keep stacks.traces.Traces in stacks/account.py, with a key of that stack."

    compliant = {CONFIG: {"traces": {"type": "KMS", "key_id": f"${{{KEY}.traces.arn}}"}}, KEY: {"traces": {}}}
    violating = {
        "has no such setting": without(CONFIG),
        "has no key": without(KEY),
        "leaves traces to AWS's key": in_every(CONFIG, {"type": "NONE", "key_id": None}),
        "names its key by another attribute": named_by("description", CONFIG),
        "uses a key from elsewhere": in_every(CONFIG, {"key_id": "alias/aws/xray"}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.name != DELIVERY

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        account = other_stack(resource)
        encrypted = [config for config in account.of(CONFIG) if config.get("type") == "KMS"]
        keys = [account.resolve(config.get("key_id"), "arn") for config in encrypted]
        if not any(key is not None and key.type == KEY for key in keys):
            yield "does not let X-Ray encrypt the traces of this stack with a customer managed key"
