from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class TerraformTriesNoExperiment(Policy):
    """Terraform runs as released: without experiments, another language or messages to providers.

    An experiment may change what the rest of the file means, after it was judged.
    """

    id = "FRAUD_FILE_27"
    severity = Severity.MEDIUM
    applies_to = ("terraform",)
    claims = ("experiments", "language", "provider_meta")
    remediation = "Take it out."

    compliant = {"required_providers": {"aws": {"source": "aws"}}}
    violating = {
        "tries one": {"experiments": ["example"]},
        "speaks another language": {"language": "TF2030"},
        "sends a message": {"provider_meta": {"aws": {"user_agent": ["example"]}}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for argument in self.claims:
            if argument in resource.values:
                yield f"has {argument}, which may change what the file means"
