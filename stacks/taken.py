"""What a method of the API takes, and hands to its workflow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stacks import templates


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a method takes: a body of this schema, or parameters that must be there; the template is made of an ARN."""

    http_method: str
    template: Callable[[str], str]
    schema: Mapping[str, Any] | None = None
    parameters: Mapping[str, bool] | None = None


def body(schema: Mapping[str, Any]) -> Taken:
    """A body of this schema, by POST."""
    return Taken(http_method="POST", template=templates.request, schema=schema)


# A transaction's id in the path, and its receipt in the query.
RECEIPT = Taken(
    http_method="GET",
    template=templates.lookup,
    parameters={"method.request.path.transaction_id": True, "method.request.querystring.receipt": True},
)
