"""Checkov's own checks: each must report where policies/checkov.toml says; what fails is a violation, or declined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gate.causes import NOT_DECLINED
from gate.check_ids import GRAPH
from gate.engines.checkov.agreement import failing_at, place, unread
from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.declines import declined, in_vain
from gate.engines.checkov.entries import command, to_report
from gate.engines.checkov.registry import titled
from gate.engines.checkov.scan import SOURCE, Records
from gate.model import WHOLE_STACK, Finding, Outcome
from gate.own_rules import EXPOSURE, OWN_RULES, UNCLAIMED_TYPE, UNKNOWN_CHECK
from policies.aws.exposures import exposures
from policies.core.policy import Policy
from policies.core.stack import Stack


def built_in_checks(
    records: Records, stack: Stack, policies: Sequence[Policy], judged: Sequence[Finding], built_ins: BuiltIns
) -> Iterator[Finding]:
    """One finding a record of Checkov's own checks, and one for each that is missing, unknown or declined."""
    ids = {policy.id for policy in policies}
    own = {key: outcome for key, outcome in records.items() if key[0] not in ids}
    yield from _missing(own, stack, judged, built_ins)
    yield from _unknown(own, stack, _unwanted(judged, policies), built_ins)
    yield from _reported(own, stack, judged, built_ins)
    yield from in_vain(own, stack, built_ins)


def _missing(own: Records, stack: Stack, judged: Sequence[Finding], built_ins: BuiltIns) -> Iterator[Finding]:
    failing = failing_at(judged)
    for check, types in built_ins.reports.items():
        for resource in stack.of(*types):
            if (check, resource.address) not in own:
                details = f"Checkov's check {titled(check)} says neither passed nor failed of this {resource.type}"
                known = unread(check, resource.place, failing.get(resource.place, ()))
                yield known or _error(check, resource.place, details, f"see why: {command(check)}")


def _unwanted(judged: Sequence[Finding], policies: Sequence[Policy]) -> set[str]:
    """The places whose type no policy judges, or one forbids: that is to be said first, and checks are of no use."""
    saying = {UNCLAIMED_TYPE, *(policy.id for policy in policies if policy.forbids)}
    return {finding.place for finding in judged if finding.policy in saying and finding.outcome is not Outcome.PASS}


def _unknown(own: Records, stack: Stack, unwanted: set[str], built_ins: BuiltIns) -> Iterator[Finding]:
    """One finding a check and place."""
    for (check, address), outcome in own.items():
        where = place(address, stack)
        if not _is_known(check, address, built_ins) and where not in unwanted:
            says = "passes" if outcome is Outcome.PASS else "fails"
            details = f"{says} Checkov's check {titled(check)}, which policies/checkov.toml does not know"
            types = (*built_ins.reports.get(check, ()), address.partition(".")[0])
            remedy = f"have [reports] there say: {to_report(check, types)}"
            yield Finding(SOURCE, UNKNOWN_CHECK, where, Outcome.FAIL, details, remedy)


def _is_known(check: str, address: str, built_ins: BuiltIns) -> bool:
    return address.partition(".")[0] in built_ins.reports.get(check, ())


def _reported(own: Records, stack: Stack, judged: Sequence[Finding], built_ins: BuiltIns) -> Iterator[Finding]:
    failing = {(_subject(finding.policy), finding.place) for finding in judged if finding.outcome is not Outcome.PASS}
    for (check, address), outcome in own.items():
        where = place(address, stack)
        if outcome is Outcome.PASS:
            yield Finding(SOURCE, check, where, Outcome.PASS)
        elif _is_known(check, address, built_ins):
            yield from _failed(check, where, exposures(stack).get(where, ()), built_ins.declined.get(check))
            subject = _subject(check.removeprefix(GRAPH))
            noticed = {(subject, where), (subject, WHOLE_STACK)} & failing
            if check not in built_ins.declined and subject.startswith("FRAUD_") and not noticed:
                details = f"Checkov's graph says failed, and each policy {subject}_... passes there"
                yield _error(check, where, details, "fix the policy, or the check in policies/connections/")


def _failed(check: str, where: str, exposed: Sequence[str], why_declined: str | None) -> Iterator[Finding]:
    """A decline does not count where the place is exposed, whatever the check is about."""
    if why_declined is None:
        details = f"fails Checkov's check {titled(check)}"
        yield Finding(SOURCE, check, where, Outcome.FAIL, details, _remedy(check, exposed))
    elif exposed:
        reasons = "; ".join(exposed)
        details = f"{NOT_DECLINED}{reasons}"
        yield Finding(SOURCE, check, where, Outcome.FAIL, details, OWN_RULES[EXPOSURE].remediation)
    else:
        yield declined(check, where, why_declined)


def _subject(policy_id: str) -> str:
    """What a policy's id says that it is about, since the graph may ask what several policies ask together."""
    return policy_id.rpartition("_")[0]


def _remedy(check: str, exposed: Sequence[str]) -> str:
    if check.startswith(f"{GRAPH}FRAUD_"):
        return f"do what {check.removeprefix(GRAPH)} says there: it asks the same of the file"
    about = f"`.venv/bin/gate explain {check}`"
    return (
        f"fix it: {about} says what it asks" if exposed else f"fix it, or decline the check: {about} prints the entry"
    )


def _error(check: str, where: str, details: str, remedy: str) -> Finding:
    return Finding(SOURCE, check, where, Outcome.ERROR, details, remedy)
