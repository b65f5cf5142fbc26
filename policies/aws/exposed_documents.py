"""What a policy document makes possible that nothing of this system may do: for whom it is open, and what they get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from policies.aws.boundary import beyond
from policies.aws.bucket_denials import HTTP, lets_in, refused
from policies.aws.buckets import POLICY as BUCKET_POLICY
from policies.aws.deploy_grants import departures_of_grants
from policies.aws.document_shape import departures
from policies.aws.exposed_grants import grants_too_much
from policies.aws.github import trusted_beside
from policies.aws.iam import DOCUMENTS, actions, allows, conditions, statements
from policies.aws.key_bounds import is_bound
from policies.aws.key_policies import known_users, service_of, users
from policies.aws.keys import class_of
from policies.aws.log_delivery import groups_of, lets_delivery_write
from policies.aws.principals import who
from policies.aws.queues import sources
from policies.aws.role_users import RUNS_AS, running_as
from policies.aws.senders import alarms_of_account, condition_of, requires_tls
from policies.core import Resource, Stack
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import DELIVERY
from policies.core.strict_json import Json

OURS = [("StringEquals", "aws:sourceaccount", (ACCOUNT,))]
# API Gateway sends no aws:SourceAccount when it assumes a role.
BOUNDS = {"lambda.amazonaws.com": OURS, "states.amazonaws.com": OURS, "apigateway.amazonaws.com": []}


def exposed_by_documents(resource: Resource, stack: Stack) -> Iterator[str]:
    """A sentence for each thing that a resource's policy documents make possible; what is not read, may do anything."""
    by_whole = WHOLE.get(resource.type) if stack.name == DELIVERY else None
    for attribute in DOCUMENTS.get(resource.type, ()):
        document = resource.get(attribute)
        yield from departures(document, resource.type)
        if by_whole is None:
            for statement in filter(allows, statements(document)):
                yield from READERS[resource.type](statement, resource, stack)
    if by_whole is not None:
        yield from by_whole(resource, stack)
    open_queue = resource.type in TLS and not requires_tls(resource, TLS[resource.type], stack)
    if open_queue or (resource.type == BUCKET_POLICY and HTTP not in refused(resource, stack)):
        yield "may be used without TLS"


def _trust(statement: Mapping[str, Json], role: Resource, stack: Stack) -> Iterator[str]:
    service = service_of(statement)
    known = {RUNS_AS[user.type][1] for user in running_as(role, stack)} or BOUNDS.keys()
    if service is None or service not in known:
        yield f"may be assumed by {who(statement)}"
    elif list(conditions(statement)) != BOUNDS.get(service):
        yield f"may be assumed by {who(statement)} on behalf of any account"
    if actions(statement) != ("sts:assumerole",):
        yield f"may be assumed by {', '.join(actions(statement)) or 'every action but some'}"


def _key(statement: Mapping[str, Json], key: Resource, stack: Stack) -> Iterator[str]:
    if statement not in users(key.get("policy")):
        return
    known, service = known_users(class_of(key, stack), stack), service_of(statement)
    if service is None or service not in known:
        yield f"may be used by {who(statement)}"
    elif not actions(statement) or not set(actions(statement)) <= known[service]:
        yield f"may be used by {who(statement)} for {', '.join(actions(statement)) or 'everything but some'}"
    elif not is_bound(statement, stack):
        yield f"may be used by {who(statement)} on behalf of any account"


def _queue(statement: Mapping[str, Json], queue: Resource, stack: Stack) -> Iterator[str]:
    if not sources(statement, queue, stack):
        yield f"may be used by {who(statement)}, for more than this stack's events"


def _topic(statement: Mapping[str, Json], topic: Resource, stack: Stack) -> Iterator[str]:
    condition = condition_of(statement, "cloudwatch.amazonaws.com", "sns:publish", topic, stack)
    if topic.get("name") != "operations" or condition != alarms_of_account(stack):
        yield f"may be used by {who(statement)}, for more than this account's alarms"


def _logs(statement: Mapping[str, Json], _: Resource, stack: Stack) -> Iterator[str]:
    if not lets_delivery_write(statement, stack) or None in groups_of(statement, stack):
        yield f"lets {who(statement)} do more than write into log groups of this stack"


READERS: Mapping[str, Callable[[Mapping[str, Json], Resource, Stack], Iterator[str]]] = {
    "aws_cloudwatch_log_resource_policy": _logs,
    "aws_iam_policy": grants_too_much,
    "aws_iam_role": _trust,
    "aws_iam_role_policy": grants_too_much,
    "aws_kms_key": _key,
    BUCKET_POLICY: lets_in,
    "aws_sns_topic": _topic,
    "aws_sqs_queue": _queue,
}
# The roles of `delivery` may do much, but nothing that the tables do not say, and give no more than its boundary.
WHOLE: Mapping[str, Callable[[Resource, Stack], Iterator[str]]] = {
    "aws_iam_policy": beyond,
    "aws_iam_role": trusted_beside,
    "aws_iam_role_policy": departures_of_grants,
}
# The action that everyone must be denied without TLS.
TLS = {"aws_sns_topic": "sns:publish", "aws_sqs_queue": "sqs:*"}
