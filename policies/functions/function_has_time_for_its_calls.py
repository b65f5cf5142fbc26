from collections.abc import Iterator

from policies.aws.mappings import MAPPING, TO
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.core.examples import Address, Draft, at_every, named_edit, together
from policies.core.recorded_calls import RECORD
from policies.functions.shared.example import give, variable
from policies.functions.shared.variables import FUNCTION, number, numbers_of
from policies.functions.shared.waits import EXECUTION, MODEL, TIMEOUT, making_clients, waits
from policies.requirements import ANALYZER, DRAIN

# A call that is merely slow takes a tenth of a second. The rest of the function's time is for its own work.
LEAST_MS, REST_MS = 100, 150
# A decision may take so long, and an execution that is awaited ends with one.
DECISION_MS = 1_000
CALL = {"action": "ssm:GetParameters", "on": "MODEL_ENDPOINT_PARAMETER"}
CALLS = [CALL, {**CALL, "action": "ssm:GetParameter"}]
WAITING = {TIMEOUT: "400", MODEL: "500", EXECUTION: "1000"}
MORE = ("sns:Publish", "sqs:SendMessage")

TIGHT = together(
    at_every(RECORD, {"calls": [CALL, {**CALL, "action": "sns:Publish"}]}),
    at_every(FUNCTION, {"timeout": 1}, function_name=ANALYZER),
    *(give(ANALYZER, *each) for each in ((TIMEOUT, "100"), (MODEL, "251"))),
)


@named_edit("lets the analyzer call two services, and take a millisecond more for it than the second that it has")
def take_a_millisecond_more(draft: Draft, at: Address) -> None:
    TIGHT(draft, at)


class FunctionHasTimeForItsCalls(Policy):
    """Every function may run longer than its worst case: a cold start, and everything that it calls hangs.

    Then it makes its clients, and waits for each call to connect and to be answered, and for the remote model. What
    Lambda ends before it says which service hangs, and nobody knows whether its message went out. One that waits for
    less than a tenth of a second gives up on services that would have answered, and one that waits for less than a
    second on a payment that would have been decided.
    """

    id = "FRAUD_FUNCTION_16"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.NIST_SC_6.supports,)
    applies_to = (FUNCTION,)
    remediation = (
        "Set call_timeout_ms and model_timeout_ms to 100 or more, execution_timeout_ms to 1,000 or more, and "
        "all so that they fit into function_timeout and drain_timeout."
    )

    compliant = {"function_name": ANALYZER, "timeout": 1, "environment": {"variables": {TIMEOUT: "100", MODEL: "350"}}}
    given = {
        f"{RECORD}.{ANALYZER}": {"calls": CALLS},
        f"{FUNCTION}.drain": {"function_name": DRAIN, "timeout": 30, "environment": {"variables": WAITING}},
        f"{MAPPING}.drain": {TO: f"${{{FUNCTION}.drain.arn}}", "batch_size": 10},
    }
    violating = {
        "waits long for a call": at_every(FUNCTION, variable(TIMEOUT, "900")),
        "waits long for the model": at_every(FUNCTION, variable(MODEL, "2000")),
        "gives up on a call that is slow": at_every(FUNCTION, variable(TIMEOUT, "99")),
        "gives up on a model that is slow": at_every(FUNCTION, variable(MODEL, "99")),
        "gives up on an execution that decides in time": give(DRAIN, EXECUTION, "999"),
        "does not say how long it waits for the model": at_every(FUNCTION, variable(MODEL, "soon")),
        "may run as long as it waits": at_every(FUNCTION, {"timeout": 1}),
        "may run for how long nobody says": {"timeout": None},
        "asks the model for as many as no queue holds": at_every(MAPPING, {"batch_size": 2**31}),
        "takes a millisecond more than it has": take_a_millisecond_more,
        "calls more": at_every(RECORD, {"calls": [CALL, *({**CALL, "action": more} for more in MORE)]}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        limit, stated = resource.get("timeout"), [wait for wait in waits(resource, stack) if wait is not None]
        needed = sum(stated) + making_clients(resource, stack) + REST_MS
        if len(stated) < len(waits(resource, stack)) or any(wait < LEAST_MS for wait in stated):
            yield f"does not state each of its waits, or one of less than {LEAST_MS} ms"
        if EXECUTION in numbers_of(resource) and not whole(number(resource, EXECUTION), DECISION_MS):
            yield f"waits for an execution for less than {DECISION_MS} ms, or does not say for how long"
        if not whole(limit, 1) or needed > 1000 * limit:
            yield f"may run for {limit!r} s, and takes {needed} ms at a cold start if everything hangs"
