"""The rulebook: every policy file below policies/, found by its place and held to the shape of a policy."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import policies
from policies.core.known_stacks import KNOWN_STACKS, stacks_of
from policies.core.policy import Policy

ROOT = Path(policies.__file__).resolve().parent
# Beside the subjects: what rules are written in, and how AWS's documents read.
NO_SUBJECTS = frozenset({"core", "aws"})


class BrokenRulebook(ValueError):
    """A policy file is not one; the message names the file, the reason and the remedy, in one line."""


def rulebook(root: Path = ROOT) -> tuple[Policy, ...]:
    """All policies, by their ids, numbers in the order of numbers; raises BrokenRulebook."""
    found = sorted((_policy(path, root) for path in files(root)), key=lambda each: _counted(each[1].id))
    _refuse_shared_ids(found)
    if not found:
        raise BrokenRulebook(f"{root.name}: holds no policy; restore the folder")
    return tuple(policy for _, policy in found)


def files(root: Path = ROOT) -> list[Path]:
    """The policy files: one in each subject's folder; what stands deeper is shared by the subject."""
    return sorted(
        path for path in root.glob("*/*.py") if path.parent.name not in NO_SUBJECTS and path.name != "__init__.py"
    )


def _policy(path: Path, root: Path) -> tuple[str, Policy]:
    where = path.relative_to(root.parent).as_posix()
    try:
        module = importlib.import_module(".".join(path.relative_to(root.parent).with_suffix("").parts))
    except (Exception, SystemExit) as error:  # whatever an import raises, the policy is missing from the rulebook
        raise BrokenRulebook(f"{where}: does not import: {type(error).__name__}: {error}; fix the file") from None
    classes = list(_own_policies(module))
    if len(classes) != 1:
        raise BrokenRulebook(f"{where}: holds {len(classes)} policies, not one; give each a file of its own")
    policy = classes[0]()
    for reason in _misshapen(policy):
        raise BrokenRulebook(f"{where}: {reason}; see `gate explain` for a whole one")
    return where, policy


def _own_policies(module: ModuleType) -> Iterator[type[Policy]]:
    for each in vars(module).values():
        if inspect.isclass(each) and issubclass(each, Policy) and each.__module__ == module.__name__:
            yield each


def _misshapen(policy: Policy) -> Iterator[str]:
    for name in ("id", "severity", "remediation", "violating"):
        if not getattr(policy, name, None):
            yield f"the policy has no {name}"
    if not policy.title or not policy.rationale:
        yield "the docstring lacks a title or a rationale"
    if bool(policy.applies_to) == bool(policy.forbids):
        yield "the policy must either apply to types or forbid them"
    if not policy.stacks or not {*policy.stacks} <= {*KNOWN_STACKS}:
        yield f"the policy must judge one or more of the stacks {', '.join(KNOWN_STACKS)}"
    for type_ in policy.applies_to:
        if not {*stacks_of(type_)} & {*policy.stacks}:
            yield f"the policy judges {type_}, which stands in none of its stacks; see policies/core/known_stacks.py"


def _counted(policy_id: str) -> tuple[str, int, str]:
    subject, _, number = policy_id.rpartition("_")
    return (subject, int(number), "") if number.isdecimal() else (policy_id, 0, number)


def _refuse_shared_ids(found: list[tuple[str, Policy]]) -> None:
    seen: dict[str, str] = {}
    for where, policy in found:
        if policy.id in seen:
            raise BrokenRulebook(f"{where}: shares the id {policy.id} with {seen[policy.id]}; give it its own")
        seen[policy.id] = where
