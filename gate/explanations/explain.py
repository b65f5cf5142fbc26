"""What an id of the gate's output means: one of its own rules, a policy, a pytest policy or a check of Checkov's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePath

from gate.engines.checkov.built_ins import BuiltIns
from gate.explanations.checkov_check import PREFIXES, checkov_check
from gate.explanations.policy import file_of, whole_policy
from gate.explanations.pytest_policy import PREFIX, pytest_policies
from gate.own_rules import OWN_RULES
from policies.core.policy import Policy
from policies.core.rulebook import rulebook


def explanation(name: str) -> str:
    """What an id means, or the policy in a file; raises LookupError, with what is near, for anything else.

    Raises BrokenRulebook, BrokenBuiltIns and ScanFailed where the answer needs what is broken.
    """
    wanted = name.strip()
    if wanted.upper() in OWN_RULES:
        return _own_rule(wanted.upper())
    if wanted.upper().startswith(PREFIXES):
        return _check(wanted.upper())
    if wanted.upper().startswith(PREFIX):
        tests = pytest_policies()
        return tests[_known(wanted, tests)]
    policies = dict(_by_name(rulebook()))
    return whole_policy(policies[_known(wanted, policies)])


def _own_rule(name: str) -> str:
    title, meaning, remediation = OWN_RULES[name]
    about = f"A rule of the gate itself, which nobody may waive. {meaning}"
    return "\n".join((f"{name}: {title}", "", about, f"Remediation: {remediation}"))


def _check(check_id: str) -> str:
    built_ins = BuiltIns.load()
    text = checkov_check(check_id, built_ins)
    if text is None:
        raise _unknown(check_id, built_ins.reports)
    return text


def _by_name(policies: Sequence[Policy]) -> Iterator[tuple[str, Policy]]:
    """Each policy by its id, by its file and by the name of its file."""
    for policy in policies:
        file = PurePath(file_of(policy))
        yield from ((policy.id, policy), (file.stem, policy), (str(file), policy))


def _known(wanted: str, names: Iterable[str]) -> str:
    """The name that is meant, upper and lower case being the same; raises LookupError."""
    by_lower_case = {name.lower(): name for name in names}
    if wanted.lower() not in by_lower_case:
        raise _unknown(wanted, [*by_lower_case.values(), *OWN_RULES])
    return by_lower_case[wanted.lower()]


def _unknown(wanted: str, names: Iterable[str]) -> LookupError:
    by_lower_case = {name.lower(): name for name in names}
    near = [by_lower_case[name] for name in get_close_matches(wanted.lower(), by_lower_case, n=3)]
    hint = f"did you mean {', '.join(near)}?" if near else "`gate policies` lists them"
    return LookupError(f"{wanted}: no policy, rule or check has this id; {hint}")
