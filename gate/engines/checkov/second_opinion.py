"""The second engine's opinion, held against what it must have said: nothing that Checkov leaves out passes.

Checkov ends well where it parsed nothing, dropped a check or ran none. So its records are compared with what the file
itself makes one expect: of our policies, what the judge found; of Checkov's own checks, one record on every resource of
their types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.scan import Records
from gate.engines.judge import SOURCE as JUDGED
from gate.engines.judge import WHOLE_STACK
from gate.model import Finding, Outcome
from policies.core.policy import Policy
from policies.core.stack import Stack
from policies.core.terraform_file import is_resource

SOURCE = "checkov"
PROVIDER = "provider."
CONNECTION = "CKV2_"
UNKNOWN = "UNKNOWN_CHECK"
TITLES = {UNKNOWN: "Every check of Checkov's that reports on the file is known to policies/checkov.toml."}
Outcomes = Mapping[tuple[str, str], Outcome]


def opinion(
    records: Records, stack: Stack, policies: Sequence[Policy], judged: Sequence[Finding], built_ins: BuiltIns
) -> Iterator[Finding]:
    """All findings of the second engine: one a policy that it agrees on, one a record of its own checks."""
    ours = {policy.id for policy in policies}
    yield from agreement(records, stack, policies, judged)
    own = {key: outcome for key, outcome in records.items() if key[0] not in ours}
    yield from _missing(own, stack, built_ins)
    yield from _unknown(own, stack, built_ins)
    yield from _found(own, stack, judged, built_ins)
    yield from _declined(own, built_ins)


def agreement(
    records: Records, stack: Stack, policies: Sequence[Policy], judged: Sequence[Finding]
) -> Iterator[Finding]:
    """A pass for each policy of which Checkov says what the judge says, else an error for each difference."""
    ours = {policy.id for policy in policies}
    said = {(check, _place(address, stack)): outcome for (check, address), outcome in records.items() if check in ours}
    yield from _differences(said, _expected(judged, stack), sorted(ours))


def _place(address: str, stack: Stack) -> str:
    if address.startswith(PROVIDER):
        return WHOLE_STACK
    return stack.by_address[address].place if address in stack.by_address else address


def _expected(judged: Sequence[Finding], stack: Stack) -> Outcomes:
    """What the judge found of each policy at each resource; the rest of the file is told at the provider."""
    at_resources = {each.place for each in stack.resources if is_resource(each.type)}
    found: dict[tuple[str, str], Outcome] = {}
    for each in judged:
        if each.source == JUDGED:
            key = (each.policy, each.place if each.place in at_resources else WHOLE_STACK)
            found.setdefault((each.policy, WHOLE_STACK), Outcome.PASS)
            found[key] = Outcome.FAIL if each.outcome is not Outcome.PASS else found.get(key, Outcome.PASS)
    return found


def _differences(said: Outcomes, expected: Outcomes, ours: Sequence[str]) -> Iterator[Finding]:
    for policy in ours:
        places = sorted({place for check, place in {*said, *expected} if check == policy})
        differing = [place for place in places if said.get((policy, place)) is not expected.get((policy, place))]
        for place in differing:
            words = [_word(outcomes.get((policy, place))) for outcomes in (said, expected)]
            details = f"Checkov says {words[0]} where the judge says {words[1]}"
            yield _error(policy, place, details, "mend policies/checkov_adapter.py, or the policy")
        if not places:
            yield _error(policy, WHOLE_STACK, "Checkov knows no such check", "mend policies/checkov_adapter.py")
        elif not differing:
            yield Finding(SOURCE, policy, WHOLE_STACK, Outcome.PASS)


def _missing(own: Records, stack: Stack, built_ins: BuiltIns) -> Iterator[Finding]:
    for check, types in built_ins.reports.items():
        for resource in stack.of(*types):
            if (check, resource.address) not in own:
                details = f"Checkov's check says neither passed nor failed of this {resource.type}"
                yield _error(check, resource.place, details, f"see why: checkov -c {check}")


def _unknown(own: Records, stack: Stack, built_ins: BuiltIns) -> Iterator[Finding]:
    strange: dict[str, list[str]] = {}
    for check, address in own:
        if not _known(check, address, built_ins):
            strange.setdefault(address, []).append(check)
    for address, checks in strange.items():
        details = f"policies/checkov.toml does not know what Checkov reports on it: {', '.join(checks)}"
        remedy = "take them into [reports], and decline there what does not fit"
        yield Finding(SOURCE, UNKNOWN, _place(address, stack), Outcome.FAIL, details, remedy)


def _known(check: str, address: str, built_ins: BuiltIns) -> bool:
    return address.partition(".")[0] in built_ins.reports.get(check, ())


def _found(own: Records, stack: Stack, judged: Sequence[Finding], built_ins: BuiltIns) -> Iterator[Finding]:
    closed = {each.policy for each in judged if each.outcome is not Outcome.PASS}
    for (check, address), outcome in own.items():
        policy = check.removeprefix(CONNECTION)
        place = _place(address, stack)
        if outcome is Outcome.PASS:
            yield Finding(SOURCE, check, place, Outcome.PASS)
        elif check not in built_ins.declined and _known(check, address, built_ins):
            yield Finding(SOURCE, check, place, Outcome.FAIL, "fails Checkov's check", _remedy(check))
            if policy.startswith("FRAUD_") and policy not in closed:
                details = f"Checkov's graph says failed, and {policy} passes everywhere"
                yield _error(check, place, details, "mend the policy, or the check in policies/connections/")


def _declined(own: Records, built_ins: BuiltIns) -> Iterator[Finding]:
    excused = {check for (check, _), outcome in own.items() if outcome is Outcome.FAIL}
    for check, reason in built_ins.declined.items():
        if check in excused:
            yield Finding(SOURCE, check, WHOLE_STACK, Outcome.PASS, f"declined: {reason}")
        else:
            yield _error(check, WHOLE_STACK, "is declined, and finds nothing", "take it out of policies/checkov.toml")


def _remedy(check: str) -> str:
    return f"see it with: checkov -c {check}; mend it, or decline it in policies/checkov.toml"


def _word(outcome: Outcome | None) -> str:
    return {None: "nothing", Outcome.PASS: "passed"}.get(outcome, "failed")


def _error(policy: str, place: str, details: str, remedy: str) -> Finding:
    return Finding(SOURCE, policy, place, Outcome.ERROR, details, remedy)
