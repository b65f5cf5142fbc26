from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource
from policies.core.known_stacks import KNOWN_STACKS


class StackRunsNoProgram(Policy):
    """Nothing in the stack runs a program or writes a file while it is deployed.

    These kinds exist to do something on the deploying machine, with the deploying role's rights. Terraform fetches
    their providers by itself.
    """

    id = "FRAUD_FILE_40"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_7.supports,)
    stacks = KNOWN_STACKS
    forbids = ("archive_*", "external_*", "local_*", "null_*", "shell_*", "terraform_data")
    remediation = "Remove it; what must happen at deploy time is a step of the pipeline."

    violating = {
        "runs when something changes": add_resource("null_resource", {"triggers": {}}),
        "keeps data of its own": add_resource("terraform_data", {"input": "example"}),
        "writes a file": add_resource("local_file", {"filename": "example.tf", "content": "example"}),
        "runs a program of its own": add_resource("external_program", {"program": ["./example"]}),
        "runs a script": add_resource("shell_script", {"lifecycle_commands": {"create": "./example"}}),
        "packs files": add_resource("archive_file", {"type": "zip"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield f"is a {resource.type}, which does something on the deploying machine"
