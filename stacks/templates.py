"""What API Gateway sends to the workflow and answers to the caller (Velocity templates); always well-formed JSON."""

from stacks.document import document
from stacks.parts import SPLIT

UNAVAILABLE = "The request may not have been processed; send the same one again"
THROTTLED = "Too many requests at this moment; send the same request again"
BROKEN = "The request could not be processed"
OUTPUT = "$execution.output"
AGAIN = "#set($context.responseOverride.header.Retry-After = '1')"

# $util.escapeJavaScript writes \' for an apostrophe, which is not JSON.
INPUT = r"""$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"""


# An execution is named by the client's key and the request, and neither is a secret. A caller may choose the request's
# id by a header, so it is escaped, and the end of the name is ours: the drain's has another.
# What stands between the two is a reference, since as a letter it would belong to the name of the first.
NAME = "$context.identity.apiKeyId$split$util.escapeJavaScript($context.requestId)$end"


def request(machine_arn: str) -> str:
    """Start the workflow with the body, which has been validated, as its input."""
    words = f"#set($split = '{SPLIT}')#set($end = '{SPLIT}api')"
    return f"""{words}{{"stateMachineArn":"{machine_arn}","name":"{NAME}","input":"{INPUT}"}}"""


def response() -> str:
    """Answer with the workflow's own output; its status decides the HTTP status."""
    lines = (
        "#set($execution = $input.path('$'))",
        "#if($execution.status == 'SUCCEEDED')",
        "#set($answer = $util.parseJson($execution.output))",
        "#end",
        "#if($answer.status == 'decided')",
        OUTPUT,
        "#elseif($answer.status == 'accepted')",
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
