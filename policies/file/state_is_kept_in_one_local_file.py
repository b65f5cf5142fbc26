from policies.core import Severity
from policies.core.kinds import Absent, Attributes, Exactly

# From cdktf.out/stacks/fraud-detection, which every synthesis replaces, to the project's own folder.
STATE = "../../../terraform.fraud-detection.tfstate"


class StateIsKeptInOneLocalFile(Attributes):
    """Terraform's state is one known file in the project's folder.

    The state tells all that was deployed. Inside the synthesized folder the next synthesis would remove it; elsewhere
    it is read by others, or is the state of another stack. An absolute path differs from machine to machine.
    """

    id = "FRAUD_FILE_23"
    severity = Severity.HIGH
    applies_to = ("terraform",)
    required = {
        "backend": Exactly({"local": {"path": STATE}}, otherwise=f"keeps its state elsewhere than in {STATE}"),
        "cloud": Absent(otherwise="sends its state to a service"),
    }
    remediation = f"Give the stack a LocalBackend with the path {STATE}."
    violating = {
        "is left to the default": {"backend": {"local": {"path": None}}},
        "is at an absolute path": {"backend": {"local": {"path": "/srv/terraform.fraud-detection.tfstate"}}},
        "is removed by a synthesis": {"backend": {"local": {"path": "terraform.fraud-detection.tfstate"}}},
        "is another stack's": {"backend": {"local": {"path": "../../../terraform.payments.tfstate"}}},
        "has a folder for each workspace": {"backend": {"local": {"workspace_dir": "../../.."}}},
        "is somewhere else too": {"backend": {"s3": {"bucket": "example"}}},
        "is sent to a service": {"cloud": {"organization": "example"}},
    }
