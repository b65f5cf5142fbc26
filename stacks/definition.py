"""The workflow: validate and remember, analyze, store, publish, notify, settle, count, each with its own fallback."""

from typing import Any

from stacks.consequences import notification, publication
from stacks.judgement import analysis
from stacks.parts import Parts
from stacks.repetition import repetition
from stacks.request import request
from stacks.settlement import settlement
from stacks.storage import storage


def definition(parts: Parts) -> dict[str, Any]:
    """Return the workflow in the Amazon States Language (JSONPath)."""
    return {
        "Comment": "Decide about one card transaction; what cannot be analyzed is reviewed, never approved",
        "StartAt": "IsOfAClient",
        "TimeoutSeconds": parts.timeout,
        "States": {
            **request(parts),
            **analysis(parts),
            **storage(parts),
            **repetition(),
            **publication(parts),
            **notification(parts),
            **settlement(parts),
        },
    }
