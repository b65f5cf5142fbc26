"""A rule as SARIF describes it: what must be true, why, what to do, where it stands, and which controls it serves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gate.engines.pytest.declared import declared
from gate.explanations.checkov_check import PREFIXES
from gate.explanations.pytest_policy import PREFIX, WHOLE
from gate.own_rules import OWN_RULES
from gate.provenance.resource import PROJECT
from gate.reports.evidence import Evidence
from gate.reports.rule_files import rule_file
from policies.core.policy import Policy, Severity

LEVELS = {Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error", Severity.CRITICAL: "error"}
# Code scanning shows 0.1 to 3.9 as low, to 6.9 as medium, to 8.9 as high, and more as critical.
SCORES = {Severity.LOW: "3.0", Severity.MEDIUM: "5.5", Severity.HIGH: "8.0", Severity.CRITICAL: "9.5"}
CHECKOV_DOCS = "https://www.checkov.io/5.Policy%20Index/terraform.html"
# What code scanning keeps of a description, and how many tags it shows.
LONGEST, MOST_TAGS = 1024, 10


class Rule(NamedTuple):
    """A rule in words; `meaning` and `remedy` are never empty."""

    id: str
    title: str
    meaning: str
    remedy: str
    policy: Policy | None = None

    @property
    def severity(self) -> Severity:
        return self.policy.severity if self.policy else Severity.HIGH

    @property
    def controls(self) -> Sequence[str]:
        mapped = self.policy.controls if self.policy else ()
        return [f"{each.control.standard} {each.control.number} ({each.strength.value})" for each in mapped]


def rules(evidence: Evidence) -> tuple[Rule, ...]:
    """Every rule that has a finding, by its id."""
    policies = {policy.id: policy for policy in evidence.policies}
    docstrings = _docstrings() if any(rule.startswith(PREFIX) for rule in evidence.titles) else {}
    return tuple(
        _rule(rule, title or rule, policies.get(rule), evidence, docstrings)
        for rule, title in sorted(evidence.titles.items())
    )


def descriptor(rule: Rule, counts: Mapping[str, int], asked: Sequence[str]) -> Mapping[str, Any]:
    """The rule as a `reportingDescriptor`: how many findings it has of each outcome, which sentences it holds.

    Its text is the short form, for whoever shows no Markdown: the meaning stands in `fullDescription` already.
    """
    file, _ = rule_file(rule.id, rule.policy)
    built_in = rule.id.startswith(PREFIXES) and "FRAUD" not in rule.id
    last = f"It stands in {file}; `gate explain {rule.id}` prints all of it."
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", rule.title)),
        "shortDescription": {"text": _short(rule.title)},
        "fullDescription": {"text": _short(rule.meaning)},
        "help": {
            "text": f"What to do: {rule.remedy}",
            "markdown": _markdown(rule, last),
        },
        "helpUri": CHECKOV_DOCS if built_in else f"{PROJECT}#{file}",
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "severity": rule.severity.value,
            "security-severity": SCORES[rule.severity],
            "precision": "very-high",
            **({"controls": rule.controls} if rule.controls else {}),
            **({"asked": list(asked)} if asked else {}),
            "tags": ["security", *_standards(rule), *(f"asked {sentence}" for sentence in asked)][:MOST_TAGS],
            "findings": dict(counts),
        },
    }


def _rule(rule: str, title: str, policy: Policy | None, evidence: Evidence, docstrings: Mapping[str, str]) -> Rule:
    if policy:
        return Rule(rule, title, policy.rationale or title, policy.remediation, policy)
    if own := OWN_RULES.get(rule):
        return Rule(rule, title, own.meaning, own.remediation)
    if rule.startswith(PREFIXES):
        declined = evidence.declined.get(rule)
        meaning = f"{title}. " + (f"We do not follow this check: {declined}" if declined else "A check of Checkov's.")
        return Rule(rule, title, meaning, "Fix the resource, or decline the check with a reason and an owner.")
    meaning = docstrings.get(rule) or title
    return Rule(rule, title, f"{meaning}\n\n{WHOLE}", "Read the test, which says what must be true, and fix the stack.")


def _docstrings() -> Mapping[str, str]:
    files = declared().items()
    return {f"{PREFIX}{name}::{test.name}": test.docstring for name, file in files for test in file.tests}


def _markdown(rule: Rule, last: str) -> str:
    controls = "\n".join(f"- {control}" for control in rule.controls)
    served = f"**Controls**\n\n{controls}" if controls else ""
    return "\n\n".join(filter(None, (rule.meaning, f"**What to do.** {rule.remedy}", served, last)))


def _standards(rule: Rule) -> Sequence[str]:
    mapped = rule.policy.controls if rule.policy else ()
    return list(dict.fromkeys(f"{each.control.standard} {each.control.number}" for each in mapped))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
