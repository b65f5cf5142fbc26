"""Edits of the encryption contexts to which a role's use of a key is bound."""

from __future__ import annotations

from policies.core.examples import Address, Draft, NamedEdit, named_edit
from policies.identity.shared.edits import add_use_of_key
from policies.identity.shared.example_system import REFERENCES
from policies.requirements import REGION


def bind_to_reference(context: str, type_: str, service: str) -> NamedEdit:
    """Lets the role use the first key through a service, bound by this context to the ARN of a resource of a type."""

    @named_edit(f"lets the role use the first key through {service}, with {context} as the ARN of the first {type_}")
    def plant(draft: Draft, at: Address) -> None:
        _, name = draft.first(type_)
        tests = {
            "kms:ViaService": f"{service}.{REGION}.amazonaws.com",
            f"kms:EncryptionContext:{context}": f"${{{type_}.{name}.arn}}",
        }
        add_use_of_key(tests)(draft, at)

    return plant


@named_edit("lets the role of each function use the first key for all logs, through no service")
def use_key_as_workflows_do(draft: Draft, at: Address) -> None:
    roles = {str(draft[each].get("role")).rpartition(".")[0] for each in draft.of("aws_lambda_function")}
    theirs = [each for each in draft.of("aws_iam_role_policy") if str(draft[each]["role"]).rpartition(".")[0] in roles]
    if not theirs:
        raise LookupError("no function is there whose role could use the key")
    for each in theirs:
        add_use_of_key({"kms:EncryptionContext:SourceArn": REFERENCES["all logs"]})(draft, each)
