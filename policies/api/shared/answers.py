"""What the API may answer: a message of plain words, or what the workflow decided, with the status that says so."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.core.strict_json import Json, NotJson, loads

# No character that begins an expression: of API Gateway's templates ($, #) or of Terraform ($, %).
PLAIN_TEXT = re.compile(r"[A-Za-z0-9 ,.;:/_'-]{1,200}")
# Less than a minute: a throttle is filled up again after two seconds, and nobody waits for longer with a card in hand.
SECONDS = re.compile(r"'(?:[1-9]|[1-5][0-9])'")
MESSAGE = object()
# Decided later: sent again after that, the same transaction gets its decision.
ACCEPTED = "#set($context.responseOverride.status = 202)"
AGAIN = "#set($context.responseOverride.header.Retry-After = '1')"
# Where to ask for it: an id that fits the model, and a receipt of hexadecimal digits, which need no escapes.
LOCATION = (
    '#set($context.responseOverride.header.Location = "transaction/$answer.transaction_id?receipt=$answer.receipt")'
)
# $execution.output is what the workflow answers; $execution as a whole, or its input, would repeat the request.
OUTCOMES: tuple[object, ...] = (
    "#set($execution = $input.path('$'))",
    "#if($execution.status == 'SUCCEEDED')",
    "#set($answer = $util.parseJson($execution.output))",
    "#end",
    "#if($answer.status == 'decided')",
    "$execution.output",
    "#elseif($answer.status == 'answered')",
    "$execution.output",
    "#elseif($answer.status == 'accepted')",
    ACCEPTED,
    AGAIN,
    LOCATION,
    "$execution.output",
    "#elseif($answer.status == 'pending')",
    ACCEPTED,
    AGAIN,
    "$execution.output",
    "#elseif($answer.status == 'rejected')",
    "#set($context.responseOverride.status = 422)",
    "$execution.output",
    "#elseif($answer.status == 'conflict')",
    "#set($context.responseOverride.status = 409)",
    "$execution.output",
    "#elseif($answer.status == 'reported')",
    "$execution.output",
    "#elseif($answer.status == 'unknown')",
    "#set($context.responseOverride.status = 404)",
    "$execution.output",
    "#elseif($execution.status == 'FAILED' || $execution.status == 'TIMED_OUT')",
    "#set($context.responseOverride.status = 503)",
    AGAIN,
    MESSAGE,
    "#else",
    "#set($context.responseOverride.status = 500)",
    MESSAGE,
    "#end",
)

# Step Functions answers 400 to all that it does not start; only the type shows what was throttled.
REFUSALS: tuple[object, ...] = (
    "#set($type = $input.path('$.__type'))",
    "#if($type.endsWith('ThrottlingException') || $type.endsWith('ExecutionLimitExceeded'))",
    "#set($context.responseOverride.status = 429)",
    AGAIN,
    MESSAGE,
    "#else",
    MESSAGE,
    "#end",
)
# By the status of the answer; any other is one message.
TEMPLATES: Mapping[str, tuple[object, ...]] = {"200": OUTCOMES, "500": REFUSALS}


def is_message(answer: Json) -> bool:
    """Whether the answer is `{"message": "plain words"}` and nothing else."""
    text = answer.get("message") if isinstance(answer, Mapping) and len(answer) == 1 else None
    return isinstance(text, str) and PLAIN_TEXT.fullmatch(text) is not None


def is_template(template: Json, lines: tuple[object, ...]) -> bool:
    """Whether the template consists of these lines; the messages' words are free."""
    return isinstance(template, str) and tuple(map(_line, template.split("\n"))) == lines


def written(lines: tuple[object, ...], message: str, end: str = "\n") -> str:
    """The template of these lines with this message, for examples; `end` stands between its lines."""
    return end.join(line if isinstance(line, str) else message for line in lines)


def is_wait(value: object) -> bool:
    """Whether the value of a Retry-After header is a fixed number of seconds, from 1 to 59."""
    return isinstance(value, str) and SECONDS.fullmatch(value) is not None


def only(values: Json) -> Json:
    """What a map by content type has for application/json, if it has nothing else."""
    return values["application/json"] if isinstance(values, Mapping) and set(values) == {"application/json"} else None


def _line(line: str) -> object:
    try:
        return MESSAGE if is_message(loads(line)) else line
    except NotJson:
        return line
