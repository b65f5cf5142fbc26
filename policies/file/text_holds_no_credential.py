import re
from collections.abc import Iterator, Mapping

from policies.core import Resource, Stack, controls
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import text_of

KEY = "a key or a token"
# What any of those begins with: to look for these alone is ten times as fast.
MARKS = ("AKIA", "ASIA", "-----BEGIN", "xox", "gho_", "ghp_", "ghr_", "ghs_", "ghu_", "github_", "_live_", "AIza")
# Each begins with the signs that are rare, where a search is quickest.
SHAPES: Mapping[str, re.Pattern[str]] = {
    KEY: re.compile(
        r"A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9+/])|-----BEGIN [A-Z ]*PRIVATE KEY|xox[abeoprs]-[0-9A-Za-z-]{10}"
        r"|gh[oprsu]_[0-9A-Za-z]{36}|github_pat_\w{22}|[rs]k_live_[0-9A-Za-z]{16}|AIza[\w-]{35}"
    ),
    "a web token": re.compile(r"eyJ(?<![\w-]eyJ)[\w-]{8,}\.eyJ[\w-]{8,}\."),
    "a password in an address": re.compile(r"://[^/\s:@]+:[^/\s@]+@"),
    "a password by its name": re.compile(
        r"=(?i:(?<=password=)|(?<=passwd=)|(?<=secret=)|(?<=token=)|(?<=apikey=)|(?<=api_key=))[^\s$<*]{8}"
    ),
    # Forty signs of Base64, large and small letters and digits among them.
    "a secret access key": re.compile(
        r"(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=]))"
        r"(?=[a-z0-9/+]*[A-Z])(?=[A-Z0-9/+]*[a-z])(?=[A-Za-z/+]*\d)"
    ),
}


class TextHoldsNoCredential(Policy):
    """No text in the file has the shape of a credential.

    The file is kept, published as evidence and copied into Terraform's state: a key or a token in it is a key or a
    token lost, wherever it stands.
    """

    id = "FRAUD_FILE_12"
    severity = Severity.CRITICAL
    waivable = False
    controls = (controls.PCI_8_6_2.supports,)
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
        text = text_of(resource)
        for kind, shape in SHAPES.items():
            if (kind != KEY or any(mark in text for mark in MARKS)) and shape.search(text):
                yield f"holds what looks like a credential: {kind}"
