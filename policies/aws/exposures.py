"""What becomes possible at each resource that nobody may answer for: to whom it is open, and what is switched off.

This reads the stack and asks no policy. So it holds whichever policy reports the violation, and whoever waives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.aws.bucket_safeguards import unguarded
from policies.aws.buckets import BUCKET
from policies.aws.exposed_documents import exposed_by_documents
from policies.aws.exposed_firewall import ACL, LOGGING, STAGE, stage_behind, web_acl, web_acl_log
from policies.aws.foreign import foreign
from policies.aws.region import region
from policies.aws.safeguards import PLAIN, SAFEGUARDS
from policies.core import Resource, Stack
from policies.core.credentials import credentials
from policies.core.deployed_folder import TYPES as FOLDER_TYPES
from policies.core.terraform_file import is_resource
from policies.core.text import text_of, working_text

FUNCTION, ROLE_POLICY = "aws_lambda_function", "aws_iam_role_policy"


def exposures(stack: Stack) -> Mapping[str, tuple[str, ...]]:
    """By place, a sentence for each thing that becomes possible there; places without any are left out."""
    return stack.once(_exposures)


def _exposures(stack: Stack) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for resource in stack.resources:
        # A bundle is source code, of whose policies none can be waived.
        if resource.type not in FOLDER_TYPES and (sentences := _sentences(resource, stack)):
            found[resource.place] = tuple(dict.fromkeys((*found.get(resource.place, ()), *sentences)))
    return found


def _sentences(resource: Resource, stack: Stack) -> tuple[str, ...]:
    try:
        return tuple(_exposed(resource, stack))
    except Exception as error:  # whatever it holds, nobody has said that it is safe
        return (f"is not as it can be read: {type(error).__name__}: {error}",)


def _exposed(resource: Resource, stack: Stack) -> Iterator[str]:
    yield from (f"holds {kind}" for kind in credentials(text_of(resource)))
    yield from (f"names {arn}" for arn in foreign(working_text(resource), region(stack)))
    if not is_resource(resource.type):
        return
    if resource.type not in SAFEGUARDS and resource.type not in PLAIN:
        yield f"is an {resource.type}, of which policies/aws/safeguards.py does not say what must not be switched off"
    for path, requirement in SAFEGUARDS.get(resource.type, {}).items():
        yield from requirement.violations(path, resource.get(*path.split(".")), stack)
    yield from exposed_by_documents(resource, stack)
    if resource.type in READERS:
        yield from READERS[resource.type](resource, stack)


def _function(function: Resource, stack: Stack) -> Iterator[str]:
    variables = function.get("environment", "variables")
    for name, value in variables.items() if isinstance(variables, Mapping) else ():
        text = value if isinstance(value, str) else ""
        known = text.isdecimal() or stack.resolve(value) or name in ("LOG_LEVEL", "TRANSACTION_SCHEMA")
        if not known:
            yield f"holds the text of {name} in its environment, where everyone who sees the function reads it"


def _role_policy(role_policy: Resource, stack: Stack) -> Iterator[str]:
    role = stack.resolve(role_policy.get("role"))
    if role is None or role.type != "aws_iam_role":
        yield "gives rights to a role outside this stack"


READERS = {
    BUCKET: unguarded,
    ACL: web_acl,
    LOGGING: web_acl_log,
    STAGE: stage_behind,
    FUNCTION: _function,
    ROLE_POLICY: _role_policy,
}
