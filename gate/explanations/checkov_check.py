"""A check of Checkov's in words: its own title, and how policies/checkov.toml takes it."""

from __future__ import annotations

from collections.abc import Iterator

from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.registry import Check, registered

PREFIXES = ("CKV_", "CKV2_")


def checkov_check(check_id: str, built_ins: BuiltIns) -> str | None:
    """What a check means; None where nobody knows one of this id. Raises ScanFailed."""
    check = registered(check_id)
    if check is None and check_id in built_ins.reports:
        check = Check(check_id, "Checkov has no check of this id any more, so the gate misses its reports.")
    return "\n".join(_lines(check, built_ins)) if check else None


def _lines(check: Check, built_ins: BuiltIns) -> Iterator[str]:
    yield from (f"{check.id}: {check.title}", "")
    if check.file:
        yield "A check of our own in Checkov's graph; it repeats the policy whose id follows CKV2_."
        yield f"File: {check.file}"
    else:
        yield "A check of Checkov's own."
    types = " and every ".join(built_ins.reports.get(check.id, ()))
    if not types:
        yield "policies/checkov.toml does not name it: where it reports, UNKNOWN_CHECK closes the gate."
        return
    yield f"It must report on every {types} (policies/checkov.toml, [reports])."
    if reason := built_ins.declined.get(check.id):
        yield f"What it finds is declined, except where the resource is exposed: {reason}"
    else:
        yield "What it finds closes the gate."
        yield f"Remediation: see the violation with `checkov -c {check.id}`; fix it, or decline the check in that file."
