"""The record of a run, attack/record.json: the score, and what it was measured on. The reports and the page show it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from attack.grouped import OTHERS, by_attribute, by_type
from attack.oracle import Harmless
from attack.rows import Row
from attack.run import ROOT
from attack.score import GENERAL, Score, attribute
from attack.shares import SEED
from gate.asked.attributes import load_cells
from gate.atomic import replace
from gate.engines.attributes import Cell
from gate.provenance.tree_state import tree_state
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import Policy

FILE = Path(__file__).with_name("record.json")
# Of each policy, where its loss would be felt most.
MOST = 5


def record(counted: Score, output: Path, date: str, policies: Sequence[Policy]) -> dict[str, Any]:
    """All that is kept of a run."""
    cells = sorted(load_cells(policies))
    return {
        "date": date,
        "commit": _commit(),
        "judged": {stack: _digest(output / "stacks" / stack / "cdk.tf.json") for stack in KNOWN_STACKS},
        "seed": SEED,
        "total": _row(counted.total),
        "types": {type_: _row(row) for type_, row in sorted(by_type(counted).items())},
        "by_attribute": {name: _row(row) for name, row in sorted(by_attribute(counted).items())},
        "kinds": {kind: _row(row) for kind, row in sorted(counted.by_kind.items())},
        "harmless": [_class(entry, count) for entry, count in counted.excused.items() if count],
        "survivors": [mutant.words for mutant in counted.survivors],
        "only_unclaimed": _only_unclaimed(counted),
        "policies": {policy.id: _policy(counted, policy.id) for policy in policies},
        "attributes": _attributes(counted, cells),
        "cells": [_cell(cell) for cell in cells],
    }


def _commit() -> str:
    tree = tree_state(ROOT)
    return f"commit {tree.commit}" + (f", from which {len(tree.changed)} files differ" if tree.changed else "")


def _digest(path: Path) -> str:
    return f"sha256:{sha256(path.read_bytes()).hexdigest()}"


def _row(row: Row) -> Mapping[str, int]:
    return asdict(row)


def _class(entry: Harmless, count: int) -> Mapping[str, Any]:
    return {"reason": entry.reason, "types": entry.types, "paths": entry.paths, "count": count}


def _only_unclaimed(counted: Score) -> Sequence[tuple[str, str, int]]:
    """(type, attribute, how many) of what nothing but the general rules noticed, for whole types only how many."""
    found: Counter[tuple[str, str]] = Counter()
    for (type_, path), row in counted.by_path.items():
        if row.generally:
            found[(type_, attribute(path)) if path else (OTHERS, "")] += row.generally
    return [(type_, name, count) for (type_, name), count in sorted(found.items())]


def _policy(counted: Score, policy: str) -> Mapping[str, Any]:
    """How many mutants the policy noticed, how many of them nobody else did, and where these are."""
    alone = counted.alone[policy]
    guarded: Counter[str] = Counter()
    for (type_, path), count in alone.items():
        guarded[f"{type_}.{attribute(path)}" if path else type_] += count
    places = [name for name, _ in sorted(guarded.items(), key=lambda each: (-each[1], each[0]))]
    felt = {"noticed": counted.noticed[policy], "alone": sum(alone.values()), "guards": places[:MOST]}
    return felt if alone else {**felt, "beside": counted.beside.get(policy, ())}


def _cell(cell: Cell) -> Mapping[str, str]:
    return {name: getattr(cell, name) for name in ("type", "attribute", "matters", "owner", "reason")}


def _attributes(counted: Score, cells: Sequence[Cell]) -> Mapping[str, Sequence[str]]:
    """The policies that noticed a change of each cell; the general rules only where no policy did."""
    noticing = ((cell, counted.by_attribute[cell.type, cell.attribute]) for cell in cells)
    return {f"{cell.type}.{cell.attribute}": sorted(by - GENERAL or by) for cell, by in noticing}


def written(kept: Mapping[str, Any]) -> str:
    """The record as JSON, a line for each entry."""
    return "{\n" + ",\n".join(f"  {json.dumps(key)}: {_value(value)}" for key, value in kept.items()) + "\n}\n"


def _value(value: Any) -> str:
    if isinstance(value, dict) and any(isinstance(item, dict | list) for item in value.values()):
        lines = (f"    {json.dumps(key)}: {json.dumps(item)}" for key, item in value.items())
        return "{\n" + ",\n".join(lines) + "\n  }"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {json.dumps(item, ensure_ascii=False)}" for item in value) + "\n  ]"
    return json.dumps(value)


def keep(kept: Mapping[str, Any], path: Path = FILE) -> None:
    """Writes it."""
    replace(path, written(kept))
