from collections.abc import Iterator, Mapping

from policies.api.shared.exchanged_key_edits import OUTPUT, exchange_names, show_the_arn, show_the_key_of_another
from policies.aws.callers import KEY, PREFIX
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import references
from policies.core.strict_json import Json

SHOWN = "api_key_id_"


def shown(stack: Stack) -> Mapping[str, list[tuple[str, Json]]]:
    """The name and the value of each output that refers to a key, by the key's address."""
    found: dict[str, list[tuple[str, Json]]] = {}
    for output in stack.of(OUTPUT):
        for type_, name, _ in references(str(output.get("value"))):
            found.setdefault(f"{type_}.{name}", []).append((output.name, output.get("value")))
    return found


def callers(stack: Stack) -> frozenset[str]:
    """All who have a key, by its name."""
    return frozenset(str(key.get("name")).removeprefix(PREFIX) for key in stack.of(KEY))


class ApiKeyIsKnownByItsCaller(Policy):
    """What names a key for people says whose it is: the output that names it, and its construct path.

    Whoever hands out a key takes the output's word. By another's output a bank or a customer is handed the key that
    sends payments. Where the names of two keys that exist are exchanged, each caller gets the rights of the other.
    """

    id = "FRAUD_API_65"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_2.supports)
    applies_to = (KEY,)
    remediation = "Let stacks/callers.py make each key and its output, by the caller's name."

    compliant = {"name": f"{PREFIX}client"}
    given = {
        f"{KEY}.customers": {"name": f"{PREFIX}client-customers"},
        f"{OUTPUT}.{SHOWN}client": {"value": f"${{{KEY}.example.id}}"},
        f"{OUTPUT}.{SHOWN}client_customers": {"value": f"${{{KEY}.customers.id}}"},
    }
    violating = {
        "is shown as another's": show_the_key_of_another,
        "is shown by what is not its id": show_the_arn,
        "has another's name": exchange_names,
        "is shown to nobody": {"name": f"{PREFIX}stranger"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        caller = str(resource.get("name")).removeprefix(PREFIX)
        own = f"{SHOWN}{caller.replace('-', '_')}"
        if stack.once(shown).get(resource.address) != [(own, f"${{{resource.address}.id}}")]:
            yield f"is not named by the output {own} alone, by its id"
        others = stack.once(callers) - {caller}
        if made_for := others.intersection((resource.path or "").split("/")[-2:-1]):
            yield f"is made for {', '.join(made_for)}, by its construct path, and not for {caller}"
