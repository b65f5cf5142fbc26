from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import add_resource
from policies.core.known_stacks import ACCOUNT, DELIVERY, KNOWN_STACKS, SYSTEM
from policies.file.shared.edits import remove_block
from policies.requirements import CONTACTS

OF_SYSTEM = (
    *("account_id", "alert_email", "alert_phone", "email_template"),
    *("ml_model_endpoint", "operations_email", "sms_template"),
    *CONTACTS,
)
KNOWN = {SYSTEM: frozenset(OF_SYSTEM), **dict.fromkeys((ACCOUNT, DELIVERY), frozenset({"account_id"}))}
STRING = {"type": "string", "nullable": False, "sensitive": True, "ephemeral": True}


class FileDeclaresTheKnownVariables(Policy):
    """The file leaves open exactly the known values of its stack, and declares each of them.

    Each further variable is one more thing that is decided at deploy time and that nobody has judged.
    """

    id = "FRAUD_FILE_28"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    remediation = (
        "Declare variables in stacks/variables.py alone; a new one first needs a place in "
        "policies/file/variable_is_used_only_where_it_belongs.py."
    )

    compliant = {"required_providers": {"aws": {"source": "aws"}}}
    given = {f"variable.{name}": STRING for name in OF_SYSTEM}
    violating = {
        "leaves one more open": add_resource("variable", STRING, name="limit"),
        "does not declare one": remove_block("variable", "alert_email"),
        "does not declare a secret": remove_block("variable", "sms_template"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        declared = {variable.name for variable in stack.of("variable")}
        for name in sorted(declared - KNOWN[stack.name]):
            yield f"declares the variable {name}, which is not a known one"
        for name in sorted(KNOWN[stack.name] - declared):
            yield f"does not declare the variable {name}"
