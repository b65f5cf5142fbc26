"""Reading IAM policy documents, identity and resource policies alike.

These functions read the plain shape that `policy_document_has_a_plain_shape` demands: it refuses what they skip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.core.strict_json import Json

# Every attribute that holds an IAM policy document, by resource type.
DOCUMENTS: Mapping[str, tuple[str, ...]] = {
    "aws_iam_role": ("assume_role_policy",),
    "aws_iam_role_policy": ("policy",),
    "aws_iam_policy": ("policy",),
    "aws_kms_key": ("policy",),
    "aws_s3_bucket_policy": ("policy",),
    "aws_sns_topic": ("policy",),
    "aws_sqs_queue": ("policy",),
    "aws_cloudwatch_log_resource_policy": ("policy_document",),
}


def statements(document: Json) -> tuple[Mapping[str, Json], ...]:
    """The statements of a policy document; a single one may stand without its list."""
    content = document.get("Statement") if isinstance(document, Mapping) else None
    listed = content if isinstance(content, tuple) else (content,)
    return tuple(statement for statement in listed if isinstance(statement, Mapping))


def texts(value: Json) -> tuple[str, ...]:
    """A string, or a list of strings, as a tuple of strings."""
    listed = value if isinstance(value, tuple) else (value,)
    return tuple(text for text in listed if isinstance(text, str))


def actions(statement: Mapping[str, Json]) -> tuple[str, ...]:
    """The actions that a statement names; IAM does not mind their case, so it is folded."""
    return tuple(action.lower() for action in texts(statement.get("Action")))


def principals(statement: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """(kind, value) of each principal: `("Service", "lambda.amazonaws.com")`; `"*"` alone is `("*", "*")`."""
    principal = statement.get("Principal")
    if isinstance(principal, Mapping):
        for kind, values in principal.items():
            yield from ((kind, value) for value in texts(values))
    else:
        yield from (("*", value) for value in texts(principal))


def conditions(statement: Mapping[str, Json]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(operator, key in lower case, values) of each condition of a statement."""
    for operator, tests in _items(statement.get("Condition")):
        for key, values in _items(tests):
            yield operator, key.lower(), texts(values)


def allows(statement: Mapping[str, Json]) -> bool:
    """Whether the statement may grant something: anything but a plain Deny does."""
    return statement.get("Effect") != "Deny"


def _items(value: Json) -> tuple[tuple[str, Json], ...]:
    return tuple(value.items()) if isinstance(value, Mapping) else ()
