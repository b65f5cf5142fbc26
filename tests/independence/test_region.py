"""The region is said once by those who build and once by those who judge; all else that names it follows."""

import subprocess
import sys
from pathlib import Path

import pytest

from gate.engines.judge import judge
from gate.model import Finding, Outcome
from policies.aws.region import ANOTHER_REGION
from policies.core.examples.example import example
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.requirements import REGION
from stacks.app import synthesize
from stacks.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
# What builds, judges, deploys or explains; a test of a function may name any region.
FOLLOWING = ("stacks", "policies", "gate", "live", "redrive", "lambdas", "tests/compliance", "*.md")
# Where it is built, where it is judged, and the sentence in which it was asked for.
HOMES = {"stacks/settings.py", "policies/requirements.py", "policies/asked.toml"}
# What names regions as examples, what was, and prices, which are of a region.
EXAMPLES = {"policies/aws/region.py", "docs/recipes/move-to-another-region.md"}
OTHERS = EXAMPLES | {"CHANGELOG.md", "docs/costs-and-quotas.md"}


def failing(folder: Path, region: str) -> list[Finding]:
    file = synthesize(folder / "out", settings=Settings(region=region))
    findings = judge(Stack.load(file.read_bytes(), blocks(files())), rulebook())
    return [finding for finding in findings if finding.outcome is not Outcome.PASS]


def test_a_region_that_only_the_stack_moves_to_is_one_finding(tmp_path: Path) -> None:
    (finding,) = failing(tmp_path, ANOTHER_REGION)
    assert finding.policy == "FRAUD_FILE_19"


def test_a_region_of_another_partition_is_refused_wherever_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    (policy,) = (policy for policy in rulebook() if policy.id == "FRAUD_FILE_19")
    for elsewhere in ("cn-north-1", "us-gov-west-1", "us-iso-east-1", "eu-isoe-west-1", "eusc-de-east-1"):
        monkeypatch.setitem(vars(sys.modules[type(policy).__module__]), "REGION", elsewhere)
        stack, provider = example(policy)
        assert any("partition" in violation for violation in policy.violations(provider, stack))


def test_the_region_stands_in_its_homes_alone() -> None:
    command = ["git", "grep", "--untracked", "--files-with-matches", "--fixed-strings", REGION, "--", *FOLLOWING]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert set(found) - OTHERS == HOMES


def test_both_owners_say_the_same_today() -> None:
    assert Settings().region == REGION
