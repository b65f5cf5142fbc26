from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.core.recorded_calls import RECORD, recorded
from policies.functions.shared.example import variable
from policies.functions.shared.variables import ANALYZER, FUNCTION, number, numbers_of

# A call waits to connect, and then to be answered. The rest of the function's time is for its own work.
WAITS, REST_MS = 2, 250
MODEL = "MODEL_TIMEOUT_MS"
CALL = {"action": "ssm:GetParameters", "on": "MODEL_ENDPOINT_PARAMETER"}
MORE = ("sns:Publish", "sqs:SendMessage")


class FunctionHasTimeForItsCalls(Policy):
    """Every function may run longer than all that it waits for: each call to AWS once, and the remote model.

    A function that Lambda ends while it waits names no service that hangs, and loses the parameters that it keeps.
    """

    id = "FRAUD_FUNCTION_16"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SC_6.supports,)
    applies_to = (FUNCTION,)
    remediation = "Lower call_timeout_ms or model_timeout_ms in stacks/settings.py, or let the function call less."

    compliant = {
        "function_name": ANALYZER,
        "timeout": 2,
        "environment": {"variables": {"CALL_TIMEOUT_MS": "400", MODEL: "500"}},
    }
    given = {f"{RECORD}.{ANALYZER}": {"calls": [CALL]}}
    violating = {
        "waits long for a call": at_every(FUNCTION, variable("CALL_TIMEOUT_MS", "900")),
        "waits long for the model": at_every(FUNCTION, variable(MODEL, "2000")),
        "does not say how long it waits for the model": at_every(FUNCTION, variable(MODEL, "soon")),
        "may run as long as it waits": at_every(FUNCTION, {"timeout": 1}),
        "may run for how long nobody says": {"timeout": None},
        "calls more": at_every(RECORD, {"calls": [CALL, *({**CALL, "action": more} for more in MORE)]}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        records = [record for record in stack.of(RECORD) if record.name == resource.get("function_name")]
        calls = {action for record in records for action, _ in recorded(record)}
        waits = [number(resource, "CALL_TIMEOUT_MS")] * WAITS * len(calls)
        waits += [number(resource, MODEL)] if MODEL in numbers_of(resource) else []
        limit, known = resource.get("timeout"), sum(wait or 0 for wait in waits)
        if None in waits or type(limit) is not int or known + REST_MS > 1000 * limit:
            yield f"may run for {limit!r} s, not {REST_MS} ms longer than its waits ({known} ms), or does not state one"
