from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS

CREDENTIALS = (
    *("access_key", "secret_key", "token", "profile", "shared_config_files", "shared_credentials_files"),
    *("assume_role", "assume_role_with_web_identity"),
)


class ProviderGetsCredentialsFromOutside(Attributes):
    """The provider holds no credentials, and takes on no other role.

    Who deploys is decided by the pipeline, which lends short-lived credentials through its environment. A key in the
    file is a key lost, and a role in it is somebody else's choice of rights.
    """

    id = "FRAUD_FILE_21"
    severity = Severity.CRITICAL
    controls = (controls.PCI_8_6_2.supports,)
    stacks = KNOWN_STACKS
    applies_to = ("provider",)
    required = dict.fromkeys(CREDENTIALS, Absent(otherwise="has {attribute}: who deploys is then decided in the file"))
    remediation = "Remove it: Terraform finds the pipeline's credentials in its environment."
    violating = {
        "holds a key": {"access_key": "example", "secret_key": "example"},
        "holds a token": {"token": "example"},
        "chooses a profile": {"profile": "default"},
        "holds an access key alone": {"access_key": "example"},
        "holds a secret key alone": {"secret_key": "example"},
        "reads a file of settings": {"shared_config_files": ["config"]},
        "reads a file of credentials": {"shared_credentials_files": ["credentials"]},
        "reads files": {"shared_config_files": ["config"], "shared_credentials_files": ["credentials"]},
        "takes on a role": {"assume_role": [{"external_id": "example"}]},
        "takes on a role by a token": {"assume_role_with_web_identity": {"session_name": "example"}},
    }
