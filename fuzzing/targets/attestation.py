"""An attestation (gate/provenance/attestation.py): it verifies only what it says, and says only one thing.

In an input, `<policy>` and `<stacks>` stand for the digests of the rulebook and of the files, which follow from others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from fuzzing.attested import NOW, STATEMENT, TODAY
from fuzzing.oracle import deeply, refused, require
from fuzzing.targets.strict_json import accepted
from gate.model import Verdict
from gate.provenance.attestation import Statement, read
from gate.provenance.fields import BrokenAttestation
from gate.provenance.recomputed import differences
from gate.provenance.resource import policy_digest, resource
from gate.provenance.tree_state import TreeState
from gate.provenance.verification import mismatches
from policies.core.strict_json import loads

DIGESTS = {"<policy>": policy_digest(NOW.inputs), "<stacks>": resource(NOW.subjects).rpartition(":")[2]}


def run(data: bytes) -> None:
    """Reads it as `gate verify` does, and compares it with what is there now."""
    text = data.decode("utf-8", "replace")
    for name, digest in DIGESTS.items():
        text = text.replace(name, digest)
    try:
        statement = read(text)
    except BrokenAttestation as error:
        refused(error)
        return
    with deeply():
        accepted(text, loads(text))
        _says(statement, json.loads(text))
    require(read(statement.text()) == statement, "is another attestation once it is written again")
    lines = [*mismatches(statement, NOW, today=TODAY, days=1)]
    require(bool(lines) or statement_matches(statement), "verifies what was not attested")
    same = {**json.loads(text), "predicate": {**json.loads(text)["predicate"], "timeVerified": STATEMENT.time}}
    require(bool([*differences(text, STATEMENT)]) or same == STATEMENT.content(), "signs what was not found")


def statement_matches(statement: Statement) -> bool:
    """Whether it is of an open gate, of that day or the one before, and of exactly what is there now."""
    attested = statement.attested
    same = (attested.subjects, attested.inputs, attested.tools, attested.tree) == (
        *(NOW.subjects, NOW.inputs, NOW.tools, NOW.tree),
    )
    bad = statement.counts["fail"] + statement.counts["error"]
    is_recent = statement.time[:10] in ("2026-11-26", "2026-11-27")
    return same and statement.verdict is Verdict.OPEN and not bad and is_recent


def _says(statement: Statement, content: Mapping[str, dict[str, object]]) -> None:
    """Raises Defect unless the files, the verdict and the commit are those that stand in the text."""
    files = {each["name"]: each["digest"]["sha256"] for each in content["subject"]}  # type: ignore[index]
    require(dict(statement.attested.subjects) == files, "is of other files than it says")
    verdict = [value for name, value in content["predicate"].items() if name.endswith("#verdict")]
    require(verdict == [statement.verdict.value], "has another verdict than it says")
    commit = [value for name, value in content["predicate"].items() if name.endswith("#commit")]
    require(commit == [statement.attested.tree.commit], "is of another commit than it says")
    require(isinstance(statement.attested.tree.commit, str), "is of a commit that is no text")


def seeds() -> Iterator[bytes]:
    """An open gate on a clean tree, and a closed one on a tree that was changed."""
    yield _brief(STATEMENT)
    tree = replace(NOW, tree=TreeState("b" * 40, {"README.md": "5" * 64, "gone.py": "missing"}))
    counts = {"pass": 8, "waived": 1, "fail": 1, "error": 0}
    yield _brief(Statement(tree, STATEMENT.time, Verdict.CLOSED, counts, {}))


def _brief(statement: Statement) -> bytes:
    text = statement.text()
    for name, digest in DIGESTS.items():
        text = text.replace(digest, name)
    return text.encode()
