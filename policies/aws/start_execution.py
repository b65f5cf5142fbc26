"""The one call that the API makes: starting the workflow with the body of the request."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.arn import with_arn
from policies.aws.asl import MACHINE
from policies.core import Resource, Stack
from policies.core.strict_json import Json

INTEGRATION = "aws_api_gateway_integration"
START_SYNC = "arn:aws:apigateway:{region}:states:action/StartSyncExecution"

BEFORE = """#set($split = '_')#set($end = '_api'){"stateMachineArn":\""""
# Who sent it, by the id of the key, and which request it was, which a caller may choose: the end of the name is ours.
NAME = '","name":"$context.identity.apiKeyId$split$util.escapeJavaScript($context.requestId)$end'
# The body as text inside JSON; escapeJavaScript writes \' for an apostrophe, which JSON does not know.
AFTER = NAME + r"""","input":"$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"}"""


def call(machine: str) -> str:
    """The request template that hands the escaped body to this state machine, in an execution named by the caller."""
    return f"{BEFORE}{machine}{AFTER}"


def machine_called(template: Json) -> str | None:
    """The state machine that a request template starts, if it does so in exactly this form."""
    if not isinstance(template, str) or not (template.startswith(BEFORE) and template.endswith(AFTER)):
        return None
    return template[len(BEFORE) : -len(AFTER)]


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
