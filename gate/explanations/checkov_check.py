"""A check of Checkov's in words: its own title, and how policies/checkov.toml takes it."""

from __future__ import annotations

from collections.abc import Iterator

from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.entries import command, to_decline, to_report, to_title
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
    types = built_ins.reports.get(check.id, ())
    if not types:
        yield "policies/checkov.toml does not name it: where it reports, UNKNOWN_CHECK closes the gate."
        yield "Remediation: say in its [reports] on which types it must report, of those that the stack holds:"
        yield from ("", to_report(check.id, check.types), "", "and its title in [titles]:")
        yield from ("", to_title(check.id, check.title), "")
    else:
        yield f"It must report on every {' and every '.join(types)} (policies/checkov.toml, [reports])."
    if reason := built_ins.declined.get(check.id):
        yield f"What it finds is declined, except where the resource is exposed: {reason}"
        return
    yield "What it finds closes the gate: see it with this command, and fix the resource:"
    yield from ("", command(check.id), "")
    yield "A check that does not fit is declined there, by an entry that says why, who decided it, and when:"
    yield from ("", to_decline(check.id, check.title))
