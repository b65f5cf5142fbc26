from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls

STORED = frozenset({"account_id", "alert_email", "alert_phone", "operations_email"})


class SecretVariableIsEphemeral(Policy):
    """Every variable is ephemeral, but the account's number and the addresses of subscribers.

    The value of an ephemeral variable goes into no plan and no state. A saved plan keeps every other variable in the
    clear, however sensitive it is.
    """

    id = "FRAUD_FILE_31"
    severity = Severity.CRITICAL
    waivable = False
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("variable",)
    claims = ("ephemeral",)
    remediation = "Declare it in stacks/variables.py with the override ephemeral = true."

    compliant = {"ephemeral": True}
    violating = {
        "does not say so": {"ephemeral": None},
        "is not": {"ephemeral": False},
        "says it in a text": {"ephemeral": "true"},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.name not in STORED

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("ephemeral") is not True:
            yield "is not ephemeral, so that its value is in the plan"
