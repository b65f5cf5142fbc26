"""How a customer says that a payment was somebody else's: what a link ends with.

The link leads to the shop's own page, which asks, and then posts the code with the shop's key: opening it does nothing.
"""

import re
from collections.abc import Mapping
from typing import Any

_CODE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{20}")


def answer(event: Mapping[str, Any]) -> str:
    """Return what says *not me* of this transaction; empty for an alert without a code, as where nothing is stored."""
    code = event.get("code", "")
    if code == "":
        return ""
    if isinstance(code, str) and _CODE.fullmatch(code):
        return f"{event['transaction']['transaction_id']}.{code}"
    raise ValueError("event: code is not the code of an alert; the workflow must pass the one that it has drawn")
