"""The policies that policies/asked.toml names: each is one, once in an entry, and asked for or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from gate.engines.pytest.declared import declared
from gate.strict_toml import Problem

Entries = Sequence[tuple[str, Sequence[str]]]


def pytest_ids() -> frozenset[str]:
    """The ids of all pytest policies; of a file that cannot be read, which the engine reports, that of the file."""
    return frozenset(
        f"PYTEST_{file}::{test.name}" if test else f"PYTEST_{file}"
        for file, found in declared().items()
        for test in found.tests or (None,)
    )


def misnamed(
    asked: Sequence[Mapping[str, Any]], honest: Sequence[Mapping[str, Any]], known: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with the names in entries of the right shape."""
    sentences: Entries = [(f"asked {entry['id']!r}", entry["policies"]) for entry in asked]
    others: Entries = [(f"honest {entry['reason']!r}", entry["policies"]) for entry in honest]
    for where, times in Counter(where for where, _ in (*sentences, *others)).items():
        if times > 1:
            yield Problem(where, f"stands there {times} times", "write it once")
    for where, policies in (*sentences, *others):
        yield from _of_entry(where, policies, known)
    seen = {policy for _, policies in sentences for policy in policies}
    for where, policies in others:
        for policy in seen.intersection(policies):
            yield Problem(where, f"names {policy}, as another entry does", "leave it in one of them")
        seen.update(policies)


def _of_entry(where: str, policies: Sequence[str], known: Collection[str]) -> Iterator[Problem]:
    for policy, times in Counter(policies).items():
        if policy not in known and policy.partition("::")[0] not in known:
            yield Problem(where, f"names {policy}, which is no policy", "name it as `gate explain` does, or remove it")
        if times > 1:
            yield Problem(where, f"names {policy} {times} times", "name it once")
