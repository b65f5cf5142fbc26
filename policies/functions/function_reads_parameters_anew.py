from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.functions.shared.example import variable
from policies.functions.shared.variables import FUNCTION, number, numbers_of
from policies.requirements import ANALYZER, DRAIN, SECRET_LIFETIME

KEPT = "PARAMETER_CACHE_SECONDS"
# A tenth of it is how soon a failed reading is tried again; with less, a failing Parameter Store gets no rest.
LEAST = 30


class FunctionReadsParametersAnew(Policy):
    """Every function that reads parameters reads them anew after five minutes at the latest.

    A model's endpoint that was replaced, and a parameter whose key was taken away, are out of use by then. A function
    that reads at every call waits for Parameter Store each time, and is soon throttled.
    """

    id = "FRAUD_FUNCTION_17"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.NIST_SC_12.supports,)
    applies_to = (FUNCTION,)
    remediation = f"Set parameter_cache in stacks/settings.py to {LEAST} to {SECRET_LIFETIME} seconds."

    compliant = {"function_name": ANALYZER, "environment": {"variables": {KEPT: str(SECRET_LIFETIME)}}}
    given = {f"{FUNCTION}.drain": {"function_name": DRAIN, "environment": {"variables": {KEPT: "30"}}}}
    violating = {
        "keeps them for longer": variable(KEPT, str(SECRET_LIFETIME + 1)),
        "reads them all the time": variable(KEPT, str(LEAST - 1)),
        "does not say how long": variable(KEPT, None),
        "says it in words": variable(KEPT, "five minutes"),
        "is decided at deploy time": variable(KEPT, "${var.seconds}"),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return KEPT in numbers_of(resource)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        kept = number(resource, KEPT)
        if kept is None or not LEAST <= kept <= SECRET_LIFETIME:
            yield f"keeps parameters for {kept} seconds, not for {LEAST} to {SECRET_LIFETIME}"
