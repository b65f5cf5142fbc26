from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import FOLDER, LOCK
from policies.core.examples import extend_text
from policies.core.known_stacks import KNOWN_STACKS
from policies.folder.shared.example import BESIDE, HELD
from policies.folder.shared.provider_lock import lock
from policies.requirements import PROVIDER_VERSION


class LockHoldsTheTriedProvider(Policy):
    """The lock beside the stack lets in the AWS provider that was tried, and no other: its version and its checksums.

    A provider is a program that runs with the rights of whoever deploys, and sees every secret. Terraform takes none
    whose checksum the lock does not list, wherever it comes from.
    """

    id = "FRAUD_FOLDER_9"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_7.supports, controls.NIST_CM_3.supports)
    stacks = KNOWN_STACKS
    applies_to = (FOLDER,)
    claims = ("lock",)
    remediation = "Make stacks/.terraform.lock.hcl equal to what policies/folder/shared/provider_lock.py says."
    waivable = False

    compliant = HELD
    given = BESIDE
    violating = {
        "cannot be read": {"lock": None},
        "is empty": {"lock": ""},
        "lets in another version": {"lock": lock("5.99.1")},
        "lets in another program": {"lock": lock(checksums=(f"h1:{'A' * 43}=",))},
        "lets in a second program": {"lock": lock(checksums=(f"h1:{'A' * 43}=", f"h1:{'B' * 43}="))},
        "lets in any program": {"lock": lock(checksums=())},
        "lets in a second provider": extend_text("lock", by='\nprovider "registry.terraform.io/hashicorp/null" {}\n'),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("lock") != lock():
            yield f"has a {LOCK} that is not of hashicorp/aws {PROVIDER_VERSION} with its checksums alone"
