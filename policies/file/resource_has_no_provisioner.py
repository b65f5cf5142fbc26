from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE

SCRIPT = Absent(otherwise="has a {attribute}, which runs what nobody judged")


class ResourceHasNoProvisioner(Attributes):
    """Nothing runs a script while it is created or destroyed.

    A provisioner runs any command on the deploying machine, with the deploying role's rights.
    """

    id = "FRAUD_FILE_5"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_7.supports,)
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    required = {"connection": SCRIPT, "provisioner": SCRIPT}
    remediation = "Remove the provisioner; what must happen at deploy time is a resource or a step of the pipeline."
    violating = {
        "runs a command": {"provisioner": [{"local-exec": {"command": "true"}}]},
        "runs one when destroyed": {"provisioner": {"local-exec": {"command": "true", "when": "destroy"}}},
        "connects to a machine": {"connection": {"host": "example.com"}},
    }
