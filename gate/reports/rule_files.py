"""The file and the line in which a rule stands: a policy, a pytest policy, a check of Checkov's, one of the gate's."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gate.engines.pytest.declared import FOLDER
from gate.explanations.checkov_check import PREFIXES
from gate.explanations.policy import file_of
from gate.explanations.pytest_policy import PREFIX
from gate.own_rules import FILE
from gate.reports.regions import Region, first_line_with
from gate.synthesis import ROOT
from policies.core.policy import Policy

CHECKOV = "policies/checkov.toml"


def rule_file(rule: str, policy: Policy | None) -> tuple[str, str]:
    """The file of a rule by its path in the project, and what stands on the rule's line."""
    if policy:
        return file_of(policy), f"class {type(policy).__name__}("
    if rule.startswith(PREFIXES):
        return CHECKOV, f"{rule} = "
    if rule.startswith(PREFIX):
        name, _, test = rule.removeprefix(PREFIX).partition("::")
        return f"{FOLDER.relative_to(ROOT).as_posix()}/{name}", f"def {test.rpartition('::')[2]}("
    return FILE.relative_to(ROOT).as_posix(), f"[{rule}]"


@cache
def rule_region(rule: str, policy: Policy | None, root: Path = ROOT) -> Region:
    """Where a rule stands."""
    file, text = rule_file(rule, policy)
    return first_line_with(text, root, file)
