"""The one call that the API makes: starting the workflow with the body of the request."""

from __future__ import annotations

from policies.core.strict_json import Json

BEFORE = '{"stateMachineArn":"'
# The body as text inside JSON; escapeJavaScript writes \' for an apostrophe, which JSON does not know.
AFTER = r"""","input":"$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"}"""


def call(machine: str) -> str:
    """The request template that hands the escaped body to this state machine."""
    return f"{BEFORE}{machine}{AFTER}"


def machine_called(template: Json) -> str | None:
    """The state machine that a request template starts, if it does so in exactly this form."""
    if not isinstance(template, str) or not (template.startswith(BEFORE) and template.endswith(AFTER)):
        return None
    return template[len(BEFORE) : -len(AFTER)]
