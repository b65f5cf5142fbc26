from collections.abc import Iterator, Mapping

from policies.aws.asl import FUNCTION, MACHINE, without
from policies.aws.callers import KEY, key_ids
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.bounds import whole
from policies.core.equality import same
from policies.core.examples import Values, append, at_every, remove, replace, together
from policies.requirements import BATCHING, CLIENTS, DECIDING, DRAIN
from policies.workflow.shared.agreed_batch import agreed

STATES = ("definition", "States")
EACH = (*STATES, "EachPayment", "ItemProcessor", "States")
BROUGHT = (*EACH, "BringJudged", "Parameters", "given")
BESIDE: Mapping[str, Values] = {
    f"{FUNCTION}.drain": {"function_name": DRAIN},
    f"{MACHINE}.decide": {"name": DECIDING},
    **{f"{KEY}.{caller}": {"name": f"fraud-detection-{caller}"} for caller in CLIENTS},
}
AGREED = agreed(
    [f"${{{KEY}.{caller}.id}}" for caller in CLIENTS], f"${{{FUNCTION}.drain.arn}}", f"${{{MACHINE}.decide.arn}}"
)
# Seconds: judged, tried once more and decided, and before API Gateway does not wait any longer.
LIMITS = (24, 28)
ANYBODY = {"Variable": "$$.Execution.Name", "StringMatches": "*", "Next": "JudgeBatch"}


class BatchWorkflowIsTheAgreedOne(Policy):
    """Of many payments in one call, each is decided for itself, by the workflow that decides every payment.

    That workflow takes for judged what an execution brings whose name ends so. So the names are made here, of nothing
    that a caller sends, and only what the drain has judged goes by such a name. What it has not judged goes the whole
    way; what cannot be decided is said to be open, and never to be approved.
    """

    id = "FRAUD_WORKFLOW_44"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_10.supports, controls.NIST_AC_3.supports)
    applies_to = (MACHINE,)
    claims = ("definition",)
    remediation = "Let stacks/batch.py and policies/workflow/shared/agreed_batch.py say the same."

    compliant = {"name": BATCHING, "definition": {**AGREED, "TimeoutSeconds": 24}}
    given = BESIDE
    violating = {
        "takes payments of anybody": append(*STATES, "IsOfAClient", "Choices", item=ANYBODY),
        "takes payments of whoever is not known": replace(*STATES, "IsOfAClient", "Default", value="JudgeBatch"),
        "calls every payment judged": replace(*EACH, "IsJudged", "Default", value="BringJudged"),
        "calls what came judged": replace(*EACH, "DecideAlone", "Parameters", "Name.$", value="a_b_drained"),
        "lets the caller name executions": replace(
            *EACH, "DecideAlone", "Parameters", "Name.$", value="$.request.transaction_id"
        ),
        "brings what came as what was judged": replace(*BROUGHT, "analysis.$", value="$.request.analysis"),
        "brings another request": replace(*BROUGHT, "request.$", value="$.judged.request"),
        "brings the receipt that came": replace(*BROUGHT, "receipt.$", value="$.request.receipt"),
        "takes a message out of the queue": replace(*BROUGHT, "message", value="a handle"),
        "gives one payment the answer of another": replace(
            *STATES, "EachPayment", "ItemSelector", "judged.$", value="$.judged.each[0]"
        ),
        "runs another workflow": replace(*EACH, "DecideAlone", "Parameters", "StateMachineArn", value="other"),
        "has another function judge": replace(*STATES, "JudgeBatch", "Parameters", "FunctionName", value="other"),
        "lets the payments decide": replace(
            *STATES, "JudgeBatch", "Parameters", "Payload", "batch.$", value="$.judged"
        ),
        "lets the drain take its time": replace(
            *STATES, "JudgeBatch", "Parameters", "Payload", "within_ms", value=30_000
        ),
        "has them judged again and again": replace(*STATES, "JudgeBatch", "Retry", 0, "MaxAttempts", value=9),
        "makes up what is judged": replace(*STATES, "JudgeNone", "Result", "each", value=[{"analysis": {}}]),
        "approves what is open": replace(*EACH, "NotDecided", "Parameters", "decision", value="approve"),
        "takes an execution that failed for an answer": replace(*EACH, "IsAnswered", "Default", value="AnswerPayment"),
        "decides once more": replace(*EACH, "StoreJudged", "Catch", 0, "Next", value="DecideAlone"),
        "keeps what failed from nobody": remove(*EACH, "StoreJudged", "Catch"),
        "tries again for long": replace(*EACH, "DecideAlone", "TimeoutSeconds", value=28),
        "outlives the API": {"definition": {"TimeoutSeconds": 29}},
        "ends before its payments do": {"definition": {"TimeoutSeconds": 23}},
        "has no end": {"definition": {"TimeoutSeconds": None}},
        "is spread over executions": replace(
            *STATES, "EachPayment", "ItemProcessor", "ProcessorConfig", "Mode", value="DISTRIBUTED"
        ),
        "is silent where nothing works": replace(*STATES, "EachPayment", "Next", value="AnswerBatch"),
        "fails for one payment": replace(
            *STATES, "IsAnyKnown", "Choices", 0, "Condition", value="{% 'unavailable' in answers.status %}"
        ),
        "tolerates what fails": replace(*STATES, "EachPayment", "ToleratedFailurePercentage", value=100),
        "tells what went wrong": replace(*STATES, "AnswerBatch", "Parameters", "error.$", value="$.error"),
        "calls a function that is not there": together(
            at_every(FUNCTION, {"function_name": "other"}, function_name=DRAIN),
            replace(*STATES, "JudgeBatch", "Parameters", "FunctionName", value=None),
        ),
        "is alone": at_every(MACHINE, {"name": BATCHING}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("name") == BATCHING

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        keys = [key_ids(stack)[name] for name in CLIENTS]
        drain, deciding = _arn(FUNCTION, "function_name", DRAIN, stack), _arn(MACHINE, "name", DECIDING, stack)
        expected = agreed(keys, drain, deciding)
        definition = resource.get("definition")
        said = without(without(definition, "Comment"), "TimeoutSeconds") if isinstance(definition, Mapping) else None
        if not all((drain, deciding, *keys)) or not same(said, expected):
            yield "does not decide each payment for itself as was agreed"
        if not whole(resource.get("definition", "TimeoutSeconds"), *LIMITS):
            yield f"does not end within {LIMITS[0]} to {LIMITS[1]} seconds"


def _arn(type_: str, attribute: str, name: str, stack: Stack) -> str | None:
    named = stack.having(type_, attribute, name)
    return f"${{{named[0].address}.arn}}" if len(named) == 1 else None
