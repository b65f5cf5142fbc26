"""How a customer says that a payment was somebody else's: what a link ends with, and the lines that hold it.

The link leads to the shop's own page, which asks, and then posts the code with the shop's key: opening it does nothing.
"""

import re
from collections.abc import Mapping
from string import Template
from typing import Any

# The placeholder for the id of the transaction and the code of its alert, with a point between them.
NOT_ME = "not_me"
_CODE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{20}")


def answer(event: Mapping[str, Any]) -> str:
    """What says *not me* of this transaction; empty where the alert has no code, as one that is sent by hand later."""
    code = event.get("code", "")
    if code == "":
        return ""
    if isinstance(code, str) and _CODE.fullmatch(code):
        return f"{event['transaction']['transaction_id']}.{code}"
    raise ValueError("event: code is not the code of an alert; the workflow must pass the one that it has drawn")


def without(template: str) -> str:
    """The template without its lines that hold the placeholder; a template of such lines alone is left as it is."""
    lines = template.splitlines(keepends=True)
    kept = "".join(line for line in lines if NOT_ME not in Template(line).get_identifiers())
    if not kept.strip() or kept == template:
        return template
    return kept.rstrip("\n")
