"""Edits of who runs as which role."""

from __future__ import annotations

from policies.aws.arn import arn_named
from policies.aws.role_users import RUNS_AS
from policies.core.examples import Address, Draft, named_edit
from policies.requirements import DECIDING


@named_edit("lets another resource, which has a role of its own, run as this role")
def share_role(draft: Draft, at: Address) -> None:
    own = f"${{{at[0]}.{at[1]}.arn}}"
    for address, values in draft.items():
        attribute = RUNS_AS.get(address[0], ("",))[0]
        if attribute and values.get(attribute) not in (own, arn_named(at[0], draft[at].get("name", ""))):
            values[attribute] = own
            return
    raise LookupError("nothing else is there to share the role")


@named_edit("puts the role's ARN into the description of the first aws_kms_key")
def mention_role(draft: Draft, at: Address) -> None:
    draft[draft.first("aws_kms_key")]["description"] = f"${{{at[0]}.{at[1]}.arn}}"


@named_edit("replaces the service that the role trusts: Lambda by Step Functions, any other by Lambda")
def trust_another_service(draft: Draft, at: Address) -> None:
    (statement,) = draft[at]["assume_role_policy"]["Statement"]
    other = "states" if statement["Principal"]["Service"].startswith("lambda") else "lambda"
    statement["Principal"]["Service"] = f"{other}.amazonaws.com"


@named_edit("gives the workflow that decides a name that nobody knows; where a role starts no known workflow, it goes")
def start_what_nobody_knows(draft: Draft, at: Address) -> None:
    # The example's own role without a workflow would notice the name by itself.
    draft.pop(("aws_iam_role_policy", "unknown"), None)
    for machine in draft.of("aws_sfn_state_machine", name=DECIDING):
        draft[machine]["name"] = "other"
