from policies.core import Severity
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS


class TerraformHasNoRequiredVersion(Attributes):
    """The file names no version of Terraform.

    Checkov 3.3.30 drops a whole file whose terraform block has a required_version, reports nothing of it, and ends
    as if all were well. What must be new about Terraform is required by what the file uses: older versions refuse
    an ephemeral variable and a write-only value.
    """

    id = "FRAUD_FILE_43"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    required = {"required_version": Absent(otherwise="has a required_version, so that Checkov silently drops the file")}
    remediation = "Remove it; say in the README which Terraform is needed."
    violating = {"states a version": {"required_version": ">= 1.11"}}
