from policies.core import Severity
from policies.core.kinds import Absent, Attributes, ByStack, Exactly
from policies.core.known_stacks import KNOWN_STACKS

# From the stack's folder in cdktf.out, which every synthesis replaces, to the project's own folder.
STATES = {stack: f"../../../terraform.{stack}.tfstate" for stack in KNOWN_STACKS}


class StateIsKeptInOneLocalFile(Attributes):
    """Each stack's state is one known file in the project's folder.

    The state tells all that was deployed. Inside the synthesized folder the next synthesis would remove it; elsewhere
    it is read by others, or is the state of another stack. An absolute path differs from machine to machine.
    """

    id = "FRAUD_FILE_23"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    required = {
        "backend": ByStack(
            {
                stack: Exactly({"local": {"path": path}}, otherwise=f"keeps its state elsewhere than in {path}")
                for stack, path in STATES.items()
            }
        ),
        "cloud": Absent(otherwise="sends its state to a service"),
    }
    remediation = f"Give the stack a LocalBackend with its path: {', '.join(STATES.values())}."
    violating = {
        "is left to the default": {"backend": {"local": {"path": None}}},
        "is at an absolute path": {"backend": {"local": {"path": "/srv/terraform.fraud-detection.tfstate"}}},
        "is removed by a synthesis": {"backend": {"local": {"path": "terraform.fraud-detection.tfstate"}}},
        "is another stack's": {"backend": {"local": {"path": "../../../terraform.payments.tfstate"}}},
        "has a folder for each workspace": {"backend": {"local": {"workspace_dir": "../../.."}}},
        "is somewhere else too": {"backend": {"s3": {"bucket": "example"}}},
        "is sent to a service": {"cloud": {"organization": "example"}},
    }
