"""Whom resources let in by policies of their own: keys, queues, topics, log groups."""

from __future__ import annotations

from collections.abc import Iterator

from gate.access.principals import principal
from gate.access.rights import Right, said
from gate.access.things import named
from policies.aws.iam import DOCUMENTS, principals, statements
from policies.core.stack import Stack

# A role's own documents say what runs as it, and what it may do.
OF_ROLES = frozenset({"aws_iam_role", "aws_iam_role_policy"})
# It belongs to the account, and names the groups that it is about.
LOG_POLICY = "aws_cloudwatch_log_resource_policy"


def of_resources(stack: Stack) -> Iterator[Right]:
    """Resource by resource; a principal that a document names twice has two rights."""
    for type_ in sorted(DOCUMENTS.keys() - OF_ROLES):
        for resource in stack.of(type_):
            own = named(resource, stack) if resource.type != LOG_POLICY else ""
            for document in (resource.get(attribute) for attribute in DOCUMENTS[type_]):
                rights = said("", document, resource, stack, own)
                for statement, right in zip(statements(document), rights, strict=True):
                    whom = [principal(*each) for each in principals(statement)] or ["nobody that the statement names"]
                    yield from (right._replace(who=who) for who in whom)
