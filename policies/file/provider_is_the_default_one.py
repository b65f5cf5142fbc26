from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack


class ProviderIsTheDefaultOne(Policy):
    """The provider has no alias.

    Resources do not use a provider with an alias unless they name it: Terraform then adds one by itself that is bound
    to no account and no region.
    """

    id = "FRAUD_FILE_18"
    severity = Severity.CRITICAL
    applies_to = ("provider",)
    claims = ("alias",)
    remediation = "Take the alias out."

    compliant = {"region": "us-east-1"}
    violating = {"has an alias": {"alias": "elsewhere"}, "has an empty one": {"alias": ""}}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if "alias" in resource.values:
            yield f"has the alias {resource.get('alias')!r}, so that no resource uses it"
