"""The one call that the API makes: starting a workflow with the body of the request, or with what is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policies.aws.arn import with_arn
from policies.aws.asl import MACHINE
from policies.core import Resource, Stack
from policies.core.strict_json import Json

INTEGRATION = "aws_api_gateway_integration"
START_SYNC = "arn:aws:apigateway:{region}:states:action/StartSyncExecution"

WORDS = "#set($split = '_')#set($end = '_api')"
BEFORE = WORDS + """{"stateMachineArn":\""""
# An id as the model has it, and a receipt with its seal; anything else is asked for as nothing.
ASKING = (
    WORDS + "#set($id = $input.params('transaction_id'))#set($receipt = $input.params('receipt'))"
    "#if(!$id.matches('[A-Za-z0-9_-]{1,64}') || !$receipt.matches('[0-9a-f]{128}'))"
    """#set($id = '-')#set($receipt = '-')#end{"stateMachineArn":\""""
)
# Who sent it, by the id of the key, and which request it was, which a caller may choose: the end of the name is ours.
NAME = '","name":"$context.identity.apiKeyId$split$util.escapeJavaScript($context.requestId)$end'
# The body as text inside JSON; escapeJavaScript writes \' for an apostrophe, which JSON does not know.
AFTER = NAME + r"""","input":"$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"}"""
ASKED = NAME + (
    r"""","input":"{\"transaction_id\":\"$util.escapeJavaScript($id)\","""
    r"""\"receipt\":\"$util.escapeJavaScript($receipt)\"}"}"""
)
# What stands before and behind the machine: where the body is handed on, and where there is none.
BODY, PARAMETERS = (BEFORE, AFTER), (ASKING, ASKED)


def call(machine: str) -> str:
    """The request template that hands the escaped body to this state machine, in an execution named by the caller."""
    return f"{BEFORE}{machine}{AFTER}"


def asking(machine: str) -> str:
    """The request template that asks this state machine for what the path and the query name."""
    return f"{ASKING}{machine}{ASKED}"


def machine_called(template: Json, forms: Sequence[tuple[str, str]] = (BODY, PARAMETERS)) -> str | None:
    """The state machine that a request template starts, if it does so in exactly one of these forms."""
    for before, after in forms:
        if isinstance(template, str) and template.startswith(before) and template.endswith(after):
            return template[len(before) : -len(after)]
    return None


def started_by(integration: Resource, stack: Stack) -> Resource | None:
    """The state machine of this stack that an integration starts."""
    return with_arn(machine_called(integration.get("request_templates", "application/json")), MACHINE, stack)


def starting(machine: Resource, stack: Stack) -> tuple[Resource, ...]:
    """The integrations that start a state machine."""
    return stack.once(_by_machine).get(machine.address, ())


def _by_machine(stack: Stack) -> Mapping[str, tuple[Resource, ...]]:
    integrations: dict[str, tuple[Resource, ...]] = {}
    for integration in stack.of(INTEGRATION):
        if machine := started_by(integration, stack):
            integrations[machine.address] = (*integrations.get(machine.address, ()), integration)
    return integrations


def least_wait(limit: int) -> int:
    """How many milliseconds an integration waits at least for a workflow that ends after this many seconds.

    Step Functions counts from the start of the execution. Half a second more is for the request that starts it and for
    the answer on its way back: half of what a whole decision may take.
    """
    return 1_000 * limit + 500
