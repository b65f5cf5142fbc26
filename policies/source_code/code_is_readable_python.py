from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.source_code.shared.example import SOURCE, adds, bundle
from policies.source_code.shared.modules import unreadable


class CodeIsReadablePython(Policy):
    """Every Python module of a bundle can be read, and so can be judged.

    What does not parse here may parse in Lambda, of another version of Python, and do there what nobody has seen.
    """

    id = "FRAUD_CODE_2"
    severity = Severity.CRITICAL
    controls = (
        controls.PCI_6_2_4.supports,
        controls.NIST_CM_7.supports,
    )
    applies_to = (BUNDLE,)
    remediation = "Correct the module, or make it shorter."
    waivable = False

    compliant = bundle(handler=SOURCE)
    violating = {
        "is no Python": adds("def"),
        "holds a null byte": adds("\0"),
        "is nested too deeply": adds("-" * 50_000 + "1", "50,000 minus signs and a 1"),
        "is too long to be read": adds("#" * 200_000, "200,000 hashes"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return unreadable(resource)
