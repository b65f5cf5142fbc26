from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack

# From cdktf.out/stacks/fraud-detection, which every synthesis replaces, to the project's own folder.
STATE = "../../../terraform.fraud-detection.tfstate"


class StateOutlivesSynthesis(Policy):
    """Terraform's state is one known file in the project's folder.

    The state tells all that was deployed. Inside the synthesized folder the next synthesis would remove it; elsewhere
    it is read by others, or is the state of another stack. An absolute path differs from machine to machine.
    """

    id = "FRAUD_FILE_23"
    severity = Severity.HIGH
    applies_to = ("terraform",)
    claims = ("backend", "cloud")
    remediation = f"Give the stack a LocalBackend with the path {STATE}."

    compliant = {"backend": {"local": {"path": STATE}}}
    violating = {
        "is left to the default": {"backend": {"local": {"path": None}}},
        "is at an absolute path": {"backend": {"local": {"path": "/srv/terraform.fraud-detection.tfstate"}}},
        "is removed by a synthesis": {"backend": {"local": {"path": "terraform.fraud-detection.tfstate"}}},
        "is another stack's": {"backend": {"local": {"path": "../../../terraform.payments.tfstate"}}},
        "has a folder for each workspace": {"backend": {"local": {"workspace_dir": "../../.."}}},
        "is somewhere else too": {"backend": {"s3": {"bucket": "example"}}},
        "is sent to a service": {"cloud": {"organization": "example"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("backend") != {"local": {"path": STATE}}:
            yield f"keeps its state elsewhere than in {STATE}"
        if "cloud" in resource.values:
            yield "sends its state to a service"
