"""JSON documents as Terraform strings: compact and in a fixed order, so that equal documents are equal bytes."""

import json
from typing import Any

# The one value that is decided at deploy time and may stand in a policy; the provider accepts no other account.
ACCOUNT = "${var.account_id}"

Statement = dict[str, Any]


def document(content: Any) -> str:
    """Return `content` as compact JSON; references inside its strings stay references."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def policy(*statements: Statement) -> str:
    """Return an IAM policy document of these statements."""
    return document({"Version": "2012-10-17", "Statement": list(statements)})
