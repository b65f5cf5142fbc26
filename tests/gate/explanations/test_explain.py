"""`gate explain` answers for every id that the gate can print, and for the file name of every policy."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gate.cli.command import gate
from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.entries import to_decline
from gate.explanations.explain import explanation
from gate.model import Outcome
from gate.moment import now
from gate.own_rules import OWN_RULES
from gate.run import assess_files
from policies.core.policy import Policy
from policies.core.rulebook import BrokenRulebook, rulebook

ROOT = Path(__file__).resolve().parents[3]
# The functions that make a finding, and which of their arguments is its id.
MAKERS = {"Finding": 1, "broken": 0}
RULEBOOK = rulebook()


def explain(name: str) -> Result:
    return CliRunner().invoke(gate, ["explain", name])


def constant_ids() -> Iterator[str]:
    """Each id that stands in the gate's code where a finding is made."""
    for path in sorted((ROOT / "gate").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                argument = node.args[MAKERS[node.func.id]] if len(node.args) > MAKERS[node.func.id] else None
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)
                elif isinstance(argument, ast.Name) and argument.id.isupper():
                    yield getattr(importlib.import_module(name), argument.id)


def test_every_id_in_the_code_is_a_rule_of_the_gate_with_an_explanation() -> None:
    ids = set(constant_ids())
    assert len(ids) > 5
    assert ids <= OWN_RULES.keys()


@pytest.mark.parametrize("policy_id", OWN_RULES)
def test_a_rule_of_the_gate_is_explained_with_what_to_do(policy_id: str) -> None:
    for name in (policy_id, policy_id.lower()):
        result = explain(name)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{policy_id}: {OWN_RULES[policy_id].title}")
        assert "Remediation: " in result.stdout


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rulebook is not read anew for each of hundreds of explanations."""
    monkeypatch.setattr("gate.explanations.explain.rulebook", lambda: RULEBOOK)


@pytest.mark.usefixtures("read_once")
def test_every_id_of_a_real_run_is_explained(synthesized: Path, tmp_path: Path) -> None:
    (assessment,) = assess_files([synthesized], tmp_path, now())
    ids = {finding.policy for finding in assessment.findings}
    assert {finding.source for finding in assessment.findings} == {"policies", "claims", "checkov", "pytest"}
    assert all(finding.outcome is Outcome.PASS for finding in assessment.findings)
    for name in sorted(ids | set(BuiltIns.load().reports)):
        assert explanation(name).startswith(name), name


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("policy", RULEBOOK, ids=lambda policy: policy.id)
def test_a_policy_is_explained_by_its_id_and_by_the_name_of_its_file(policy: Policy) -> None:
    text = explanation(policy.id)
    (file,) = (line.removeprefix("File: ") for line in text.splitlines() if line.startswith("File: "))
    assert policy.id in (ROOT / file).read_text()
    for name in (policy.id.lower(), Path(file).stem, file):
        assert explanation(name) == text


def test_a_pytest_policy_is_explained_with_its_file_and_line() -> None:
    text = explanation("PYTEST_test_wiring.py::test_each_topic_is_heard")
    assert "Each topic is heard." in text
    (place,) = (line for line in text.splitlines() if line.startswith("File: "))
    file, line = place.removeprefix("File: ").split(", line ")
    assert "def test_each_topic_is_heard" in (ROOT / file).read_text().splitlines()[int(line) - 1]


def test_a_file_of_pytest_policies_is_explained_with_its_tests() -> None:
    text = explanation("PYTEST_test_wiring.py")
    assert "File: tests/compliance/test_wiring.py" in text
    assert "PYTEST_test_wiring.py::test_each_topic_is_heard" in text


def test_a_check_of_checkovs_that_reports_is_explained_with_its_types() -> None:
    text = explanation("ckv_aws_50")
    assert text.startswith("CKV_AWS_50: X-Ray tracing is enabled for Lambda")
    assert "must report on every aws_lambda_function" in text


def test_a_check_of_checkovs_that_is_declined_is_explained_with_reason_and_owner() -> None:
    text = explanation("CKV_AWS_338")
    assert BuiltIns.load().declined["CKV_AWS_338"] in text


def test_a_check_of_checkovs_that_the_gate_does_not_know_is_explained_too() -> None:
    text = explanation("CKV_AWS_42")
    assert "policies/checkov.toml does not name it" in text
    assert '\n\nCKV_AWS_42 = ["aws_efs_file_system"]\n\n' in text
    assert text.endswith(f"\n\n{to_decline('CKV_AWS_42', 'Ensure EFS is securely encrypted')}")


def test_a_check_of_our_own_in_checkovs_graph_is_explained_with_its_file() -> None:
    text = explanation("CKV2_FRAUD_ENCRYPTION_1")
    assert text.startswith("CKV2_FRAUD_ENCRYPTION_1: Every table refers to a key of this stack")
    assert "File: policies/connections/table_reaches_a_key.yaml" in text


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("FRAUD_FUNKTION_1", "FRAUD_FUNCTION_1"),
        ("UNCLAIMED_TIPE", "UNCLAIMED_TYPE"),
        ("CKV_AWS_9999", "CKV_AWS_"),
        ("PYTEST_test_wiring.py::test_each_topic_is_herd", "PYTEST_test_wiring.py::test_each_topic_is_heard"),
        ("function_reserves_concurrencies", "function_reserves_concurrency"),
    ],
)
def test_an_unknown_id_is_answered_with_the_near_ones(name: str, near: str) -> None:
    result = explain(name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{name}: ")
    assert f"did you mean {near}" in result.stderr


@pytest.mark.parametrize("name", ["", "x", "policies/", "🙂"])
def test_what_is_like_no_id_at_all_is_answered_with_where_they_are_listed(name: str) -> None:
    result = explain(name)
    assert result.exit_code == 2
    assert "`gate policies` lists them" in result.stderr


def test_what_a_broken_rulebook_means_is_explained_while_it_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise BrokenRulebook("policies/logs/x.py: does not import")

    monkeypatch.setattr("gate.explanations.explain.rulebook", broken)
    assert explain("BROKEN_RULEBOOK").exit_code == 0
    assert explain("FRAUD_LOG_1").exit_code == 2
