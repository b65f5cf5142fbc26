import re
from collections.abc import Iterator

from policies.vocabulary.control import PCI_8_6_2
from policies.vocabulary.file_text import text_of
from policies.vocabulary.policy import EVERY_RESOURCE, Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack

SHAPES = re.compile(
    r"A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9+/])|-----BEGIN [A-Z ]*PRIVATE KEY|xox[abeoprs]-[0-9A-Za-z-]{10}"
    r"|gh[oprsu]_[0-9A-Za-z]{36}|github_pat_\w{22}|[rs]k_live_[0-9A-Za-z]{16}|AIza[\w-]{35}"
    r"|(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.|://[^/\s:@]+:[^/\s@]+@"
    r"|(?i:pass(?:word|wd)|secret|token|api_?key)=[^\s$<*]{8}"
    # A secret access key: forty signs of Base64, large and small letters and digits among them.
    r"|(?<![A-Za-z0-9/+=])(?=[a-z0-9/+]*[A-Z])(?=[A-Z0-9/+]*[a-z])(?=[A-Za-z/+]*\d)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"
)


class TextHoldsNoCredential(Policy):
    """No text in the file has the shape of a credential.

    The file is kept, published as evidence and copied into Terraform's state: a key or a token in it is a key or a
    token lost, wherever it stands.
    """

    id = "FRAUD_FILE_12"
    severity = Severity.CRITICAL
    controls = (PCI_8_6_2.supports,)
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
        if found := SHAPES.search(text_of(resource)):
            yield f"holds what looks like a credential: it begins with {found[0][:4]!r}"
