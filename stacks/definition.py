"""The workflow: validate and remember, analyze, store, publish, notify, settle, count, each with its own fallback."""

from typing import Any

from stacks.checks import text
from stacks.consequences import notification, publication
from stacks.judgement import TOKEN, WHOLE, analysis
from stacks.overflowing import overflow
from stacks.parts import HISTORY, Parts
from stacks.repetition import repetition
from stacks.request import ACCEPTED, request
from stacks.settlement import settlement
from stacks.storage import storage

# What the drain brings: with less, no state could be sure of the paths that it reads.
BROUGHT = [*ACCEPTED, *WHOLE, *text(f"{HISTORY}.day")]


def definition(parts: Parts) -> dict[str, Any]:
    """Return the workflow in the Amazon States Language (JSONPath)."""
    return {
        "Comment": "Decide about one card transaction; what cannot be analyzed is reviewed, never approved",
        "StartAt": "IsOfAClient",
        "TimeoutSeconds": parts.timeout,
        "States": {
            **request(parts),
            **overflow(parts, whole=BROUGHT, token=TOKEN),
            **analysis(parts),
            **storage(parts),
            **repetition(),
            **publication(parts),
            **notification(parts),
            **settlement(parts),
        },
    }
