from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class VariableIsSensitive(Policy):
    """Every variable but the account's number is sensitive.

    Terraform prints the others in plans and logs: addresses of people, and secrets.
    """

    id = "FRAUD_FILE_30"
    severity = Severity.HIGH
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("variable",)
    claims = ("sensitive",)
    remediation = "Declare it in stacks/variables.py as sensitive."

    compliant = {"sensitive": True}
    violating = {
        "does not say so": {"sensitive": None},
        "is not": {"sensitive": False},
        "says it in a text": {"sensitive": "false"},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.name != "account_id"

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("sensitive") is not True:
            yield "is not sensitive, so that plans and logs show it"
