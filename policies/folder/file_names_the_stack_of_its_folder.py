from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import FOLDER
from policies.core.known_stacks import ACCOUNT, KNOWN_STACKS
from policies.folder.shared.example import HELD


class FileNamesTheStackOfItsFolder(Policy):
    """A synthesized file says that it is the stack in whose folder it lies.

    By what the file says it is decided which policies judge it, and by its folder which state Terraform works on. If
    the two differed, one stack would be judged as the other.
    """

    id = "FRAUD_FOLDER_7"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    stacks = KNOWN_STACKS
    applies_to = (FOLDER,)
    claims = ("stack",)
    remediation = "Leave stackName in the file, and the folder's name, as CDKTF writes them."
    waivable = False

    compliant = HELD
    violating = {
        "lies in another stack's folder": {"stack": f"{ACCOUNT}-2"},
        "lies in a folder without a name": {"stack": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("stack") != stack.name:
            yield f"holds a file of the stack {stack.name}, which belongs in stacks/{stack.name}"
