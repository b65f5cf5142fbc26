from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Exactly


class VariableIsSensitive(Attributes):
    """Every variable but the account's number is sensitive.

    Terraform prints the others in plans and logs: addresses of people, and secrets.
    """

    id = "FRAUD_FILE_30"
    severity = Severity.HIGH
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("variable",)
    required = {"sensitive": Exactly(True, otherwise="is not sensitive, so that plans and logs show it")}
    remediation = "Declare it in stacks/variables.py as sensitive."
    violating = {"says it in a text": {"sensitive": "false"}}

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.name != "account_id"
