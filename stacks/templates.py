"""What API Gateway sends to the workflow and answers to the caller (Velocity templates); always well-formed JSON."""

from stacks.document import document
from stacks.parts import BY_API, SPLIT

UNAVAILABLE = "The request may not have been processed; send the same one again"
THROTTLED = "Too many requests at this moment; send the same request again"
BROKEN = "The request could not be processed"
OUTPUT = "$execution.output"
AGAIN = "#set($context.responseOverride.header.Retry-After = '1')"
# Relative to the path that the transaction was sent to, which may have a base path of its own before it.
LOCATION = (
    '#set($context.responseOverride.header.Location = "transaction/$answer.transaction_id?receipt=$answer.receipt")'
)

# $util.escapeJavaScript writes \' for an apostrophe, which is not JSON.
INPUT = r"""$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"""


# An execution is named by the client's key and the request, and neither is a secret. A caller may choose the request's
# id by a header, so it is escaped, and the end of the name is ours: the drain's has another.
# What stands between the two is a reference, since as a letter it would belong to the name of the first.
NAME = "$context.identity.apiKeyId$split$util.escapeJavaScript($context.requestId)$end"


WORDS = f"#set($split = '{SPLIT}')#set($end = '{SPLIT}{BY_API}')"
# API Gateway checks of a parameter only that it is there: what has another shape is asked for as nothing.
ASKED = (
    "#set($id = $input.params('transaction_id'))#set($receipt = $input.params('receipt'))"
    "#if(!$id.matches('[A-Za-z0-9_-]{1,64}') || !$receipt.matches('[0-9a-f]{128}'))"
    "#set($id = '-')#set($receipt = '-')#end"
)
PARAMETERS = (
    r"""{\"transaction_id\":\"$util.escapeJavaScript($id)\",\"receipt\":\"$util.escapeJavaScript($receipt)\"}"""
)


def request(machine_arn: str) -> str:
    """Start the workflow with the body, which has been validated, as its input."""
    return WORDS + _start(machine_arn, INPUT)


def lookup(machine_arn: str) -> str:
    """Start the workflow with the path's id and the query's receipt as its input."""
    return WORDS + ASKED + _start(machine_arn, PARAMETERS)


def _start(machine_arn: str, given: str) -> str:
    return f"""{{"stateMachineArn":"{machine_arn}","name":"{NAME}","input":"{given}"}}"""


def response() -> str:
    """Answer with the workflow's own output; its status decides the HTTP status."""
    lines = (
        "#set($execution = $input.path('$'))",
        "#if($execution.status == 'SUCCEEDED')",
        "#set($answer = $util.parseJson($execution.output))",
        "#end",
        "#if($answer.status == 'decided')",
        OUTPUT,
        "#elseif($answer.status == 'answered')",
        OUTPUT,
        "#elseif($answer.status == 'accepted')",
        _status(202),
        AGAIN,
        LOCATION,
        OUTPUT,
        "#elseif($answer.status == 'pending')",
        _status(202),
        AGAIN,
        OUTPUT,
        "#elseif($answer.status == 'rejected')",
        _status(422),
        OUTPUT,
        "#elseif($answer.status == 'conflict')",
        _status(409),
        OUTPUT,
        "#elseif($answer.status == 'reported')",
        OUTPUT,
        "#elseif($answer.status == 'unknown')",
        _status(404),
        OUTPUT,
        "#elseif($execution.status == 'FAILED' || $execution.status == 'TIMED_OUT')",
        _status(503),
        AGAIN,
        message(UNAVAILABLE),
        "#else",
        _status(500),
        message(BROKEN),
        "#end",
    )
    return "\n".join(lines)


def refusal() -> str:
    """Answer what Step Functions did not start: throttled, it may be sent again; all else is an error of ours.

    An error's type may stand behind a namespace; without one, $input.path gives an empty text, which ends with neither.
    """
    lines = (
        "#set($type = $input.path('$.__type'))",
        "#if($type.endsWith('ThrottlingException') || $type.endsWith('ExecutionLimitExceeded'))",
        _status(429),
        AGAIN,
        message(THROTTLED),
        "#else",
        message(BROKEN),
        "#end",
    )
    return "\n".join(lines)


def message(text: str) -> str:
    """An answer that says this and nothing of the request."""
    return document({"message": text})


def _status(code: int) -> str:
    return f"#set($context.responseOverride.status = {code})"
