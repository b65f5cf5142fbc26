from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Exactly
from policies.requirements import CONTACTS

STORED = frozenset({"account_id", "alert_email", "alert_phone", "operations_email", *CONTACTS})


class SecretVariableIsEphemeral(Attributes):
    """Every variable is ephemeral, but the account's number and the addresses of subscribers.

    The value of an ephemeral variable goes into no plan and no state. A saved plan keeps every other variable in the
    clear, however sensitive it is.
    """

    id = "FRAUD_FILE_31"
    severity = Severity.CRITICAL
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("variable",)
    required = {"ephemeral": Exactly(True, otherwise="is not ephemeral, so that its value is in the plan")}
    remediation = "Declare it in stacks/variables.py with the override ephemeral = true."
    violating = {"says it in a text": {"ephemeral": "false"}}

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.name not in STORED
