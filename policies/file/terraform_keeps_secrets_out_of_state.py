import re
from collections.abc import Iterator

from policies.vocabulary.control import PCI_8_6_2
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack

VERSION = re.compile(r">= (\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?(?:, < (\d{1,4})\.(\d{1,4})\.\d{1,4})?", re.ASCII)
OLDEST = (1, 11)


class TerraformKeepsSecretsOutOfState(Policy):
    """Terraform is version 1.11 or later.

    Since 1.11 a write-only argument takes an ephemeral variable, so that a secret is neither in the plan nor in the
    state.
    """

    id = "FRAUD_FILE_26"
    severity = Severity.MEDIUM
    controls = (PCI_8_6_2.supports,)
    applies_to = ("terraform",)
    claims = ("required_version",)
    remediation = "Require the version '>= 1.11'."

    compliant = {"required_version": ">= 1.11"}
    violating = {
        "may be any": {"required_version": None},
        "may be an older one": {"required_version": ">= 1.9"},
        "may be much older": {"required_version": ">= 0.11"},
        "may be none": {"required_version": ">= 1.12, < 1.11.0"},
        "is in other digits": {"required_version": ">= \u0662.11"},
        "is an older one": {"required_version": "~> 1.10"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        version = resource.get("required_version")
        found = VERSION.fullmatch(version) if isinstance(version, str) else None
        *lowest, major, minor = map(int, found.groups("9999")) if found else (0, 0, 0, 0)
        if not OLDEST <= tuple(lowest) < (major, minor):
            yield f"takes Terraform in version {version!r}, not '>= 1.11' or later"
