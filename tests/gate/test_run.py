"""A run reads what it judges by once, what is broken is one finding, and what could not be judged leaves nothing."""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from gate import criteria, synthesis
from gate.dated_entries import BrokenEntries
from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns
from gate.model import Outcome, Verdict
from gate.moment import now
from gate.run import assess_files, synthesize_if_open
from gate.waivers.load import load_waivers
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.recorded_calls import BrokenRecord, files
from policies.core.rulebook import BrokenRulebook, rulebook
from tests.processes import until

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
    assessments = assess_files([synthesized, synthesized], tmp_path, now())
    assert [assessment.verdict for assessment in assessments] == [Verdict.OPEN, Verdict.OPEN]
    assert reads == {"rulebook": 1, "load_waivers": 1, "files": 1, "load": 1}


BROKEN: list[tuple[str, Exception]] = [
    ("rulebook", BrokenRulebook("policies/logs/x.py: does not import")),
    ("load_waivers", BrokenEntries("cannot be read")),
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
    (assessment,) = assess_files([synthesized], tmp_path, now())
    (finding,) = assessment.findings
    assert finding.outcome is Outcome.ERROR
    assert finding.policy.startswith("BROKEN_")
    assert finding.details in str(error)


def test_all_that_is_broken_is_named_in_one_run(
    synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for reader, error in BROKEN:
        monkeypatch.setattr(criteria, reader, raising(error))
    (assessment,) = assess_files([synthesized], tmp_path, now())
    assert [finding.policy for finding in assessment.findings] == [
        "BROKEN_RULEBOOK",
        "BROKEN_WAIVERS",
        "BROKEN_RECORD",
    ]


def test_a_broken_checkov_toml_leaves_the_findings_of_the_other_engines(
    synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BuiltIns, "load", raising(BrokenBuiltIns("checkov.toml: KeyError; restore it")))
    (assessment,) = assess_files([synthesized], tmp_path, now())
    (error,) = (finding for finding in assessment.findings if finding.outcome is Outcome.ERROR)
    assert (error.policy, error.place) == ("CHECKOV", "policies/checkov.toml")
    assert error.details == "KeyError; restore it"
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
    (assessment,) = assess_files((), tmp_path / "reports", now(), tmp_path / "out")
    (finding,) = assessment.findings
    assert assessment.verdict is Verdict.ERROR
    assert words in finding.details
    assert json.loads((tmp_path / "reports" / "verdict.json").read_text())["verdict"] == "error"
    assert {path.name for path in tmp_path.iterdir()} == {"reports", "stacks"}


def test_of_a_stack_that_could_not_be_judged_nothing_is_left(
    synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"

    monkeypatch.setattr("gate.assess_synthesis.synthesis", lambda: nullcontext(synthesized.parents[2]))
    monkeypatch.setattr(criteria, "rulebook", raising(BROKEN[0][1]))
    assessments = synthesize_if_open(output, tmp_path / "reports", now())
    assert [assessment.verdict for assessment in assessments] == [Verdict.ERROR] * len(KNOWN_STACKS)
    assert not output.exists()


DEEP = """
import os, sys
os.chdir(sys.argv[1])
for _ in range(1_500):
    os.mkdir("d")
    os.chdir("d")
"""


def test_folders_without_end_are_named_and_removed(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    program.write_text(DEEP)
    (assessment,) = assess_files((), tmp_path / "reports", now(), tmp_path / "out")
    assert "holds more than 20 folders, one in the other: d/d" in assessment.findings[0].details
    assert list((tmp_path / "temporary").iterdir()) == []


LEAVES = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
print(child.pid, file=sys.stderr)
sys.exit(1)
"""


def test_a_process_that_the_stacks_code_leaves_behind_is_ended_and_not_waited_for(
    program: Path, tmp_path: Path
) -> None:
    program.write_text(LEAVES)
    (assessment,) = assess_files((), tmp_path / "reports", now(), tmp_path / "out")
    found = re.search(r"did not synthesize: (\d+);", assessment.findings[0].details)
    assert found
    assert ended(int(found[1]))


APART = """
import os, subprocess, sys, time
from pathlib import Path
if os.fork() == 0:
    {apart}
    if os.fork() == 0:
        with open({note!r}, "w") as note:
            note.write(str(os.getpid()))
        time.sleep(3600)
    os._exit(0)
while not Path({note!r}).exists():
    time.sleep(0.01)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="NOT TESTED: only Linux tells whose child an orphan is")
@pytest.mark.parametrize("apart", ["os.setsid()", "os.setpgid(0, 0)"])
def test_a_process_that_leaves_its_group_is_ended_too_and_keeps_the_gate_closed(
    apart: str, program: Path, tmp_path: Path
) -> None:
    """It could write into the folder after the verdict, or into the rules and back while the gate judges."""
    program.write_text(APART.format(apart=apart, note=str(tmp_path / "note")))
    (assessment,) = assess_files((), tmp_path / "reports", now(), tmp_path / "out")
    assert ended(int((tmp_path / "note").read_text()))
    assert "left running what could still write here (python" in assessment.findings[0].details


def ended(process: int) -> bool:
    """Whether a process ends; as long as nobody has asked for its status, it is a zombie."""
    status = Path(f"/proc/{process}/stat")
    return until(lambda: not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z")


def test_a_synthesis_that_does_not_end_could_not_be_judged(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synthesis, "PATIENCE", 0.5)
    program.write_text("import time; time.sleep(3600)")
    (assessment,) = assess_files((), tmp_path / "reports", now(), tmp_path / "out")
    assert assessment.verdict is Verdict.ERROR
    assert "did not end within" in assessment.findings[0].details
