from collections import Counter
from collections.abc import Iterator

from policies.api.shared.client_edits import let_a_stranger_in
from policies.aws.callers import PREFIX
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import copy_resource
from policies.core.strict_json import Json
from policies.requirements import CLIENTS, REPORTERS

CALLERS = (*CLIENTS, *REPORTERS)
NAMES = tuple(f"{PREFIX}{caller}" for caller in CALLERS)


def named(stack: Stack) -> Counter[Json]:
    """How many keys have each name."""
    return Counter(key.get("name") for key in stack.of("aws_api_gateway_api_key"))


class ApiKeyIsOfAKnownClient(Policy):
    """Each known client and each of its reporters has exactly one API key, and nobody else has any.

    A key tells the clients apart: by it one is throttled without the others, and locked out when the key leaks. Who may
    send transactions is agreed with those who own the rules.
    """

    id = "FRAUD_API_47"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_2.supports)
    applies_to = ("aws_api_gateway_api_key",)
    claims = ("name",)
    remediation = (
        "Name each caller twice: in Settings.clients or Settings.reporters in stacks/settings.py, and in CLIENTS or "
        "REPORTERS in policies/requirements.py."
    )

    compliant = {"name": NAMES[0]}
    given = {
        f"aws_api_gateway_api_key.{caller}": {"name": name} for caller, name in zip(CALLERS[1:], NAMES[1:], strict=True)
    }
    violating = {
        "is of nobody known": {"name": "fraud-detection-stranger"},
        "stands beside a stranger's": let_a_stranger_in,
        "has no name": {"name": None},
        "is the second of a client": copy_resource(),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        names, name = stack.once(named), resource.get("name")
        if name not in NAMES:
            yield f"has the name {name!r}, which is of no client that is let in: {', '.join(NAMES)}"
        elif names[name] != 1:
            yield f"is one of {names[name]} keys of the same client"
        yield from (f"stands beside no key named {known}" for known in NAMES if known not in names)
