"""Edits of who runs as which role."""

from __future__ import annotations

from policies.aws.role_users import USERS
from policies.core.examples.edit import Address, Draft, Edit, Values, merged


def twin(values: Values) -> Edit:
    """Puts a copy of the resource, with the patch merged into it, beside it."""
    return lambda draft, at: draft.__setitem__((at[0], "twin"), merged(draft[at], values))


def shared(draft: Draft, at: Address) -> None:
    """Makes someone who has another role use this one."""
    own = f"${{{at[0]}.{at[1]}.arn}}"
    for address, values in draft.items():
        attribute = USERS.get(address[0], ("",))[0]
        if attribute and values.get(attribute) != own:
            values[attribute] = own
            return
    raise LookupError("nobody else is there to share the role")


def handed_on(draft: Draft, at: Address) -> None:
    """Mentions the role where nobody runs as it."""
    draft[next(each for each in draft if each[0] == "aws_kms_key")]["description"] = f"${{{at[0]}.{at[1]}.arn}}"


def trusting_another(draft: Draft, at: Address) -> None:
    """Makes the role trust a service that uses another role."""
    (found,) = draft[at]["assume_role_policy"]["Statement"]
    other = "states" if found["Principal"]["Service"].startswith("lambda") else "lambda"
    found["Principal"]["Service"] = f"{other}.amazonaws.com"


def by_its_arn(draft: Draft, at: Address) -> None:
    """Refers to the role by its ARN, where its name belongs."""
    draft[at]["role"] = draft[at]["role"].replace(".id}", ".arn}")
