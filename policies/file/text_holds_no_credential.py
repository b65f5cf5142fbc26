from collections.abc import Iterator

from policies.core import Resource, Stack, controls
from policies.core.credentials import credentials
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import text_of


class TextHoldsNoCredential(Policy):
    """No text in the file has the shape of a credential.

    The file is kept, published as evidence and copied into Terraform's state: a key or a token in it is a key or a
    token lost, wherever it stands.
    """

    id = "FRAUD_FILE_12"
    severity = Severity.CRITICAL
    controls = (controls.PCI_8_6_2.supports,)
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Revoke it, and keep the new one in a SecureString that an ephemeral variable fills."

    # In two pieces, so that they are no secrets to those who look for secrets here.
    compliant = {"name": "alerts", "description": "needs no AKIA... and no -----BEGIN CERTIFICATE-----"}
    violating = {
        "is an access key": {"description": "AKI" + "A" + "EXAMPLE" * 2 + "22"},
        "is a secret access key": {"tags": {"key": "wJalrXUtnFEMI/K7MDENG" + "/bPxRfiCYEXAMPLEKEY"}},
        "is a password by its name": {"description": "password=" + "hunter2" * 2},
        "is a private key": {"tags": {"key": "-----BEGIN " + "RSA PRIVATE KEY-----"}},
        "is a token of a chat": {"description": "xox" + "b-" + "example" * 2},
        "is a password in an address": {"description": "https://" + "user:password" + "@example.com"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for kind in credentials(text_of(resource)):
            yield f"holds what looks like a credential: {kind}"
