"""Whether Checkov says of our policies what the judge says: a policy on which they differ is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gate.engines.checkov.scan import SOURCE, Records
from gate.engines.judge import SOURCE as JUDGE
from gate.explanations.policy import file_of
from gate.model import WHOLE_STACK, Finding, Outcome
from gate.own_rules import CHECKOV
from policies.core.policy import Policy
from policies.core.stack import Stack
from policies.core.terraform_file import is_resource
from policies.core.text import few

PROVIDER = "provider."
NO_PROVIDER = "has no provider, at which Checkov says what it finds in the file as a whole"
UNREAD = "cannot be read by Checkov as it stands"
# The outcome of one policy at each place.
Outcomes = Mapping[str, Outcome]


def agreement(
    records: Records, stack: Stack, policies: Sequence[Policy], judged: Sequence[Finding]
) -> Iterator[Finding]:
    """A pass for each policy of which Checkov says what the judge says, else an error for each difference."""
    asked = {policy.id: policy for policy in policies if policy.is_asked(stack)}
    if not stack.of("provider"):
        yield Finding(SOURCE, CHECKOV, WHOLE_STACK, Outcome.FAIL, NO_PROVIDER, "call stacks.provider.provide")
        return
    failing = failing_at(judged)
    reported = _by_policy({(check, place(address, stack)): outcome for (check, address), outcome in records.items()})
    expected = _by_policy(_expected(judged, stack))
    for id_, policy in sorted(asked.items()):
        yield from _of_policy(policy, reported.get(id_, {}), expected.get(id_, {}), failing)


def failing_at(judged: Sequence[Finding]) -> Mapping[str, Mapping[str, None]]:
    """The policies that fail at each place."""
    failing: dict[str, dict[str, None]] = {}
    for finding in judged:
        if finding.source == JUDGE and finding.outcome is Outcome.FAIL:
            failing.setdefault(finding.place, {})[finding.policy] = None
    return failing


def unread(id_: str, where: str, others: Iterable[str]) -> Finding | None:
    """The error of which the cause is known: Checkov says nothing of what policies say is not as it must be."""
    causes = [other for other in others if other != id_]
    return _error(id_, where, UNREAD, f"first fix what {few(causes)} says of it") if causes else None


def _by_policy(outcomes: Mapping[tuple[str, str], Outcome]) -> Mapping[str, Outcomes]:
    found: dict[str, dict[str, Outcome]] = {}
    for (policy_id, where), outcome in outcomes.items():
        found.setdefault(policy_id, {})[where] = outcome
    return found


def place(address: str, stack: Stack) -> str:
    """The place of one of Checkov's records; what stands at a provider is about the whole stack."""
    if address.startswith(PROVIDER):
        return WHOLE_STACK
    return stack.by_address[address].place if address in stack.by_address else address


def _expected(judged: Sequence[Finding], stack: Stack) -> Mapping[tuple[str, str], Outcome]:
    """What the judge found of each policy at each resource; the rest of the file is reported at the provider."""
    at_resources = {resource.place for resource in stack.resources if is_resource(resource.type)}
    expected: dict[tuple[str, str], Outcome] = {}
    for finding in judged:
        if finding.source == JUDGE:
            key = (finding.policy, finding.place if finding.place in at_resources else WHOLE_STACK)
            expected.setdefault((finding.policy, WHOLE_STACK), Outcome.PASS)
            passed = finding.outcome is Outcome.PASS
            expected[key] = expected.get(key, Outcome.PASS) if passed else Outcome.FAIL
    return expected


def _of_policy(
    policy: Policy, reported: Outcomes, expected: Outcomes, failing: Mapping[str, Iterable[str]]
) -> Iterator[Finding]:
    remedy = f"fix {file_of(policy)}, which must say the same whoever asks, or policies/checkov_adapter.py"
    places = sorted({*reported, *expected})
    differing = [place for place in places if reported.get(place) is not expected.get(place)]
    for place in differing:
        by_checkov, by_judge = (_word(outcomes.get(place)) for outcomes in (reported, expected))
        details = f"Checkov says {by_checkov} where the judge says {by_judge}"
        known = None if place in reported else unread(policy.id, place, failing.get(place, ()))
        yield known or _error(policy.id, place, details, remedy)
    if not places:
        yield _error(policy.id, WHOLE_STACK, "Checkov knows no such check", "fix policies/checkov_adapter.py")
    elif not differing:
        yield Finding(SOURCE, policy.id, WHOLE_STACK, Outcome.PASS)


def _word(outcome: Outcome | None) -> str:
    return {None: "nothing", Outcome.PASS: "passed"}.get(outcome, "failed")


def _error(policy_id: str, place: str, details: str, remedy: str) -> Finding:
    return Finding(SOURCE, policy_id, place, Outcome.ERROR, details, remedy)
