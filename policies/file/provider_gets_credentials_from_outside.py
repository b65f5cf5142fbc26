from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class ProviderGetsCredentialsFromOutside(Policy):
    """The provider holds no credentials, and takes on no other role.

    Who deploys is decided by the pipeline, which lends short-lived credentials through its environment. A key in the
    file is a key lost, and a role in it is somebody else's choice of rights.
    """

    id = "FRAUD_FILE_21"
    severity = Severity.CRITICAL
    waivable = False
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("provider",)
    claims = (
        *("access_key", "secret_key", "token", "profile", "shared_config_files", "shared_credentials_files"),
        *("assume_role", "assume_role_with_web_identity"),
    )
    remediation = "Take it out: Terraform finds the pipeline's credentials in its environment."

    compliant = {"region": "us-east-1"}
    violating = {
        "holds a key": {"access_key": "example", "secret_key": "example"},
        "holds a token": {"token": "example"},
        "chooses a profile": {"profile": "default"},
        "reads files": {"shared_config_files": ["config"], "shared_credentials_files": ["credentials"]},
        "takes on a role": {"assume_role": [{"external_id": "example"}]},
        "takes on a role by a token": {"assume_role_with_web_identity": {"session_name": "example"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for argument in self.claims:
            if argument in resource.values:
                yield f"has {argument}: who deploys is then decided in the file"
