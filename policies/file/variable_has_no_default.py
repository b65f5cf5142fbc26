from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes, Exactly
from policies.core.known_stacks import KNOWN_STACKS


class VariableHasNoDefault(Attributes):
    """A variable is a string that whoever deploys must give: it has no default, and is not null.

    A default in the file is a secret or an address in the file. Null in place of the account would bind the provider
    to nothing.
    """

    id = "FRAUD_FILE_29"
    severity = Severity.HIGH
    controls = (controls.PCI_8_6_2.supports,)
    stacks = KNOWN_STACKS
    applies_to = ("variable",)
    required = {
        "default": Absent(otherwise="has a default, so that the file decides what whoever deploys should decide"),
        "nullable": Exactly(False, otherwise="may be null"),
        "type": Exactly("string", otherwise="is of the type {value}, not a string"),
    }
    remediation = "Declare it in stacks/variables.py as the others: a string, not nullable, without a default."
    violating = {
        "has a default": {"default": "example"},
        "has an empty default": {"default": ""},
        "is of any type": {"type": "any"},
    }
