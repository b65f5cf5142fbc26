from collections.abc import Iterator

from policies.aws.mappings import FUNCTION, functions_at
from policies.aws.message_examples import handed_to_a_function
from policies.aws.queues import QUEUE, TARGET, is_work
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.core.examples import at_every
from policies.core.strict_json import Json
from policies.requirements import DRAIN, OVERFLOW

BY_PEOPLE = 30
# Times what the function may run. AWS asks for six, of which Lambda itself may need some for what it tries again.
FEWEST, MOST = 6, 10
HIDDEN = "visibility_timeout_seconds"


class QueueHidesWhatIsWorkedOn(Policy):
    """Every queue hides a message from others for as long as whoever took it works on it, and not for much longer.

    What comes back too soon is done twice at the same time. What comes back late waits, as an interrupted look or a
    failed batch does. Whoever reviews says with each look for how long; any other look has SQS's own 30 seconds.
    Lambda has six to ten times what its function may run. A dead letter is hidden as long as SQS does by itself.
    """

    id = "FRAUD_QUEUE_9"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.SOC_CC7_4.supports,)
    applies_to = (QUEUE,)
    claims = (HIDDEN,)
    remediation = "Set review_visibility to 30 and overflow_visibility to six to ten times drain_timeout."

    compliant = {HIDDEN: BY_PEOPLE}
    given = {
        f"{TARGET}.t": {"arn": f"${{{QUEUE}.example.arn}}"},
        f"{QUEUE}.dead": {"name": "dead-letters"},
        **handed_to_a_function(visibility_timeout_seconds=180),
    }
    violating = {
        "hides it for a second": {HIDDEN: 1},
        "hides it for half a day": {HIDDEN: 43_200},
        "says it as a text": {HIDDEN: "30"},
        "has truth for its number": {HIDDEN: True},
        "is decided at deploy time": {HIDDEN: "${var.seconds}"},
        "does not say for how long": at_every(QUEUE, {HIDDEN: None}, name=OVERFLOW),
        "shows it while the function is at work": at_every(QUEUE, {HIDDEN: 30}, name=OVERFLOW),
        "hides it for more than ten times as long": at_every(QUEUE, {HIDDEN: 301}, name=OVERFLOW),
        "has a function that may run for longer": at_every(FUNCTION, {"timeout": 60}, function_name=DRAIN),
        "has a function of which nobody says how long": at_every(FUNCTION, {"timeout": None}, function_name=DRAIN),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        hidden = resource.get(HIDDEN)
        limits = [function.get("timeout") for function in functions_at(resource, stack)]
        if limits:
            yield from (
                f"{_hides(hidden)}, and its function may run for {limit!r} s"
                for limit in limits
                if not _fits(hidden, limit)
            )
        elif is_work(resource, stack):
            if not whole(hidden, BY_PEOPLE, BY_PEOPLE):
                yield f"{_hides(hidden)}, not for {BY_PEOPLE}"
        elif hidden is not None:
            yield f"{_hides(hidden)}, and not as SQS does by itself"


def _fits(hidden: Json, limit: Json) -> bool:
    return whole(limit, 1) and whole(hidden, FEWEST * limit, MOST * limit)


def _hides(hidden: Json) -> str:
    return f"hides a message for {hidden!r} seconds"
