"""A run reads what it judges by once, what is broken is one finding, and what could not be judged leaves nothing."""

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from gate import criteria, synthesis
from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns
from gate.model import Outcome, Verdict
from gate.run import assess_files, synthesize_if_open, today
from gate.waivers.load import BrokenWaivers, load_waivers
from policies.core.recorded_calls import BrokenRecord, files
from policies.core.rulebook import BrokenRulebook, rulebook

Read = Callable[..., Any]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each reader is called, from whichever module of the gate."""
    count: Counter[str] = Counter()

    def counting(read: Read) -> Read:
        def counted(*arguments: Any) -> Any:
            count[read.__name__] += 1
            return read(*arguments)

        return counted

    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "gate"]
    for read in (rulebook, load_waivers, files):
        for module in modules:
            if vars(module).get(read.__name__) is read:
                monkeypatch.setattr(module, read.__name__, counting(read))
    monkeypatch.setattr(BuiltIns, "load", counting(BuiltIns.load))
    return count


def test_a_run_on_several_files_reads_each_of_them_once(synthesized: Path, tmp_path: Path, reads: Counter[str]) -> None:
    assessments = assess_files([synthesized, synthesized], tmp_path, today())
    assert [assessment.verdict for assessment in assessments] == [Verdict.OPEN, Verdict.OPEN]
    assert reads == {"rulebook": 1, "load_waivers": 1, "files": 1, "load": 1}


BROKEN: list[tuple[str, Exception]] = [
    ("rulebook", BrokenRulebook("policies/logs/x.py: does not import")),
    ("load_waivers", BrokenWaivers("cannot be read")),
    ("files", BrokenRecord("lambdas/x/calls.json", "is no regular file")),
]


def raising(error: Exception) -> Read:
    def raises(*_: object) -> None:
        raise error

    return raises


@pytest.mark.parametrize(("reader", "error"), BROKEN, ids=[reader for reader, _ in BROKEN])
def test_with_one_that_is_broken_nothing_is_judged_and_one_finding_says_why(
    reader: str, error: Exception, synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(criteria, reader, raising(error))
    (assessment,) = assess_files([synthesized], tmp_path, today())
    (finding,) = assessment.findings
    assert finding.outcome is Outcome.ERROR
    assert finding.policy.startswith("BROKEN_")
    assert finding.details in str(error)


def test_all_that_is_broken_is_named_in_one_run(
    synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader, error in BROKEN:
        monkeypatch.setattr(criteria, reader, raising(error))
    (assessment,) = assess_files([synthesized], tmp_path, today())
    assert [finding.policy for finding in assessment.findings] == [
        "BROKEN_RULEBOOK",
        "BROKEN_WAIVERS",
        "BROKEN_RECORD",
    ]


def test_a_broken_checkov_toml_leaves_the_findings_of_the_other_engines(
    synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BuiltIns, "load", raising(BrokenBuiltIns("checkov.toml: KeyError; restore it")))
    (assessment,) = assess_files([synthesized], tmp_path, today())
    (error,) = (finding for finding in assessment.findings if finding.outcome is Outcome.ERROR)
    assert (error.policy, error.place) == ("CHECKOV", "policies/checkov.toml")
    assert {finding.source for finding in assessment.findings} >= {"policies", "claims", "pytest"}


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program that synthesizes, instead of the project's own."""
    monkeypatch.setattr(synthesis, "ROOT", tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    program = tmp_path / "stacks" / "__main__.py"
    program.parent.mkdir()
    (program.parent / "__init__.py").touch()
    return program


@pytest.mark.parametrize(
    ("text", "words"),
    [("raise ValueError('no such construct')", "no such construct"), ("", "synthesized no stack")],
)
def test_an_application_that_synthesizes_nothing_could_not_be_judged_and_leaves_nothing(
    text: str, words: str, program: Path, tmp_path: Path
) -> None:
    program.write_text(text)
    (assessment,) = assess_files((), tmp_path / "reports", today(), tmp_path / "out")
    (finding,) = assessment.findings
    assert assessment.verdict is Verdict.ERROR
    assert words in finding.details
    assert '"verdict": "error"' in (tmp_path / "reports" / "verdict.json").read_text()
    assert {path.name for path in tmp_path.iterdir()} == {"reports", "stacks"}


def test_of_a_stack_that_could_not_be_judged_nothing_is_left(
    synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"

    monkeypatch.setattr("gate.assess_synthesis.synthesis", lambda: nullcontext(synthesized.parents[2]))
    monkeypatch.setattr(criteria, "rulebook", raising(BROKEN[0][1]))
    (assessment,) = synthesize_if_open(output, tmp_path / "reports", today())
    assert assessment.verdict is Verdict.ERROR
    assert not output.exists()
