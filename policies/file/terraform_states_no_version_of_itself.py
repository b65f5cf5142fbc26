from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class TerraformStatesNoVersionOfItself(Policy):
    """The file names no version of Terraform.

    Checkov 3.3.30 drops a whole file whose terraform block states a required_version, reports nothing of it, and ends
    as if all were well. What must be new about Terraform is required by what the file uses: older versions refuse
    an ephemeral variable and a write-only value.
    """

    id = "FRAUD_FILE_43"
    severity = Severity.MEDIUM
    applies_to = ("terraform",)
    claims = ("required_version",)
    remediation = "Take it out; say in the README which Terraform is needed."

    compliant = {"backend": {"local": {"path": "../../../terraform.fraud-detection.tfstate"}}}
    violating = {
        "states a version": {"required_version": ">= 1.11"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if "required_version" in resource.values:
            yield "states a required_version, so that Checkov drops the file without a word"
