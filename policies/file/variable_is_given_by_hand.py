from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class VariableIsGivenByHand(Policy):
    """A variable is a string that whoever deploys must give: it has no default, and is not null.

    A default in the file is a secret or an address in the file. Null in place of the account would bind the provider
    to nothing.
    """

    id = "FRAUD_FILE_29"
    severity = Severity.HIGH
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("variable",)
    claims = ("default", "nullable", "type")
    remediation = "Declare it in stacks/variables.py as the others: a string, not nullable, without a default."

    compliant = {"type": "string", "nullable": False}
    violating = {
        "has a default": {"default": "example"},
        "has an empty default": {"default": ""},
        "may be null": {"nullable": True},
        "is null if nobody says more": {"nullable": None},
        "is of any type": {"type": "any"},
        "is of no type": {"type": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if "default" in resource.values:
            yield "has a default, so that the file decides what whoever deploys should decide"
        if resource.get("nullable") is not False:
            yield "may be null"
        if resource.get("type") != "string":
            yield f"is of the type {resource.get('type')!r}, not a string"
