"""What the roles that plan and deploy may do, by the reviewed tables: each right, and the resources that it is on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from policies.aws.provider_rights import DEPLOY, PLAN, rights
from policies.core.expressions import ACCOUNT

Row = Mapping[str, Any]
TABLE: Row = tomllib.loads(Path(__file__).with_name("deploy_grants.toml").read_text(encoding="utf-8"))
PHASES = {"plan": PLAN, "deploy": DEPLOY}
Condition = tuple[tuple[str, str, tuple[str, ...]], ...]


class Right(NamedTuple):
    """An action that is allowed or denied, under a condition."""

    effect: str
    action: str
    condition: Condition


# The resources by right.
Grants = Mapping[Right, frozenset[str]]


@lru_cache(maxsize=8)
def needed(purpose: str, here: str) -> Grants:
    """All that the role for this purpose is allowed and denied, by the tables, in this region."""
    grants: dict[Right, frozenset[str]] = {}
    plain = list[tuple[str, Row]]()
    for action in rights(PHASES[purpose]):
        for row in rows_of(action):
            if is_plain(row):
                plain.append((action, row))
            else:
                _add(grants, "Allow", [action], row, here)
    # An action of one service does nothing on the ARN of another, so that all of these stand together.
    resources = sorted({resource for _, row in plain for resource in row["resources"]})
    _add(grants, "Allow", [action for action, _ in plain], {"resources": resources}, here)
    for table, effect in (("beside", "Allow"), ("denied", "Deny")):
        for row in TABLE[table]:
            if purpose in row["roles"]:
                _add(grants, effect, row["actions"], row, here)
    return grants


def rows_of(action: str) -> tuple[Row, ...]:
    """The rows of the table that say on what an action is allowed."""
    named = tuple(row for row in TABLE["on"] if action in row["actions"])
    return named or tuple(row for row in TABLE["on"] if f"{action.partition(':')[0]}:*" in row["actions"])


def is_plain(row: Row) -> bool:
    """Whether a row names its resources, and asks for nothing else."""
    return "condition" not in row and row["resources"] != ["*"]


def _add(grants: dict[Right, frozenset[str]], effect: str, actions: Iterable[str], row: Row, here: str) -> None:
    condition = tuple(
        sorted(
            (operator, key.lower(), written_out([values] if isinstance(values, str) else values, here))
            for operator, tests in row.get("condition", {}).items()
            for key, values in tests.items()
        )
    )
    for action in actions:
        right = Right(effect, action, condition)
        grants[right] = grants.get(right, frozenset()).union(written_out(row["resources"], here))


def written_out(values: Iterable[str], here: str) -> tuple[str, ...]:
    """Values of the table, with our region and account."""
    return tuple(sorted(value.replace("REGION", here).replace("ACCOUNT", ACCOUNT) for value in values))
