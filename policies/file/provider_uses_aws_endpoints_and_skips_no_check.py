from policies.core import Severity
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS

DETOURS = ("custom_ca_bundle", "ec2_metadata_service_endpoint", "endpoints", "http_proxy", "https_proxy", "no_proxy")
CHECKS = ("insecure", "skip_credentials_validation", "skip_region_validation", "skip_requesting_account_id")


class ProviderUsesAwsEndpointsAndSkipsNoCheck(Attributes):
    """The provider speaks with AWS's own endpoints, and leaves no check out.

    Whoever stands in between reads every secret that is deployed. A provider that does not ask which account it is in
    cannot keep to one.
    """

    id = "FRAUD_FILE_22"
    severity = Severity.CRITICAL
    stacks = KNOWN_STACKS
    applies_to = ("provider",)
    required = {
        **dict.fromkeys(DETOURS, Absent(otherwise="has {attribute}, which comes between it and AWS")),
        **dict.fromkeys(CHECKS, Absent(otherwise="has {attribute}, which leaves out a check")),
    }
    remediation = "Remove it; a local trial sets it in a file of its own, in a copy of the folder."
    violating = {
        "speaks with another": {"endpoints": [{"ssm": "https://example.com"}]},
        "gets credentials from another": {"ec2_metadata_service_endpoint": "https://example.com"},
        "goes through another": {"http_proxy": "example.com"},
        "goes through another by TLS": {"https_proxy": "example.com"},
        "goes around the pipeline's proxy": {"no_proxy": "example.com"},
        "trusts others": {"custom_ca_bundle": "ca.pem"},
        "trusts anybody": {"insecure": True},
        "does not ask whose credentials it has": {"skip_credentials_validation": True},
        "does not ask in which account it is": {"skip_requesting_account_id": True},
        "does not ask whether its region is one": {"skip_region_validation": True},
    }
