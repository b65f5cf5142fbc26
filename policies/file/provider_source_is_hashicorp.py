from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import KNOWN_STACKS

# Terraform reads a source without a namespace as hashicorp's; CDKTF writes it so.
SOURCES = ("aws", "hashicorp/aws")


class ProviderSourceIsHashicorp(Policy):
    """The file requires one provider, hashicorp/aws.

    A provider is a program that runs with the deploying role's rights and sees every secret. From another source, or
    beside this one, it is code that nobody judged.
    """

    id = "FRAUD_FILE_24"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_7.supports,)
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    claims = ("required_providers",)
    remediation = "Require hashicorp/aws alone, with its source and version."

    compliant = {"required_providers": {"aws": {"source": "hashicorp/aws", "version": "5.100.0"}}}
    violating = {
        "is of another maker": {"required_providers": {"aws": {"source": "example/aws"}}},
        "does not say of whom": {"required_providers": {"aws": {"source": None}}},
        "requires a second": {"required_providers": {"null": {"source": "hashicorp/null", "version": "3.2.4"}}},
        "requires none": {"required_providers": None},
        "expects aliases": {"required_providers": {"aws": {"configuration_aliases": ["aws.elsewhere"]}}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        required = resource.get("required_providers")
        names = sorted(required) if isinstance(required, Mapping) else []
        if names != ["aws"]:
            yield f"requires the providers {', '.join(names) or 'none'}, not aws alone"
            return
        aws = resource.get("required_providers", "aws")
        if not isinstance(aws, Mapping) or aws.keys() != {"source", "version"} or aws["source"] not in SOURCES:
            yield "requires aws by something else than the source hashicorp/aws and a version"
