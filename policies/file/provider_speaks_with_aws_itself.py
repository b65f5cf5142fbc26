from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack

DETOURS = ("custom_ca_bundle", "ec2_metadata_service_endpoint", "endpoints", "http_proxy", "https_proxy", "no_proxy")
CHECKS = ("insecure", "skip_credentials_validation", "skip_region_validation", "skip_requesting_account_id")


class ProviderSpeaksWithAwsItself(Policy):
    """The provider speaks with AWS's own endpoints, and leaves no check out.

    Whoever stands in between reads every secret that is deployed. A provider that does not ask which account it is in
    cannot keep to one.
    """

    id = "FRAUD_FILE_22"
    severity = Severity.CRITICAL
    applies_to = ("provider",)
    claims = (*DETOURS, *CHECKS)
    remediation = "Take it out; a local trial sets it in a file of its own, in a copy of the folder."

    compliant = {"region": "us-east-1"}
    violating = {
        "speaks with another": {"endpoints": [{"ssm": "https://example.com"}]},
        "gets credentials from another": {"ec2_metadata_service_endpoint": "https://example.com"},
        "goes through others": dict.fromkeys(("http_proxy", "https_proxy", "no_proxy"), "example.com"),
        "trusts others": {"custom_ca_bundle": "ca.pem", "insecure": True},
        "does not ask": {"skip_credentials_validation": True, "skip_requesting_account_id": True},
        "takes any region": {"skip_region_validation": True},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for argument in self.claims:
            if argument in resource.values:
                yield f"has {argument}, which comes between it and AWS"
