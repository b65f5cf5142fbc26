"""The engine of the pytest policies: a test that says nothing keeps the gate closed, by its name."""

import marshal
import os
import shutil
import signal
import struct
import sys
from collections.abc import Callable
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import pytest
from _pytest.assertion.rewrite import PYC_TAIL

from gate.engines.pytest.declared import FOLDER, declared
from gate.engines.pytest.runner import begin
from gate.model import Finding, Outcome, Verdict, verdict
from policies.core.known_stacks import ACCOUNT, KNOWN_STACKS, SYSTEM

TEST = "test_each_topic_is_heard"
NAME = f"PYTEST_test_wiring.py::{TEST}"
CASES = "import pytest\n\n@pytest.mark.parametrize('one', {})\ndef test_more(one):\n    assert not one\n"
CASE = "PYTEST_test_more.py::test_more"
Judge = Callable[[], tuple[Finding, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the pytest policies, which can be broken without harm."""
    return Path(shutil.copytree(FOLDER, tmp_path / "compliance", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture
def judge(folder: Path, synthesized: Path) -> Judge:
    def judged() -> tuple[Finding, ...]:
        with begin(synthesized, folder=folder) as run:
            return run.findings()

    return judged


def silent(findings: tuple[Finding, ...]) -> dict[str, str]:
    """What could not be judged and why; there is nothing else but passes."""
    assert {each.outcome for each in findings} <= {Outcome.PASS, Outcome.ERROR}
    return {each.policy: each.details for each in findings if each.outcome is Outcome.ERROR}


def mark(folder: Path, decorator: str) -> None:
    file = folder / "test_wiring.py"
    file.write_text(file.read_text().replace(f"def {TEST}(", f"{decorator}\ndef {TEST}("))


def test_the_real_file_passes_every_test_and_each_is_named(synthesized: Path, judge: Judge) -> None:
    findings = judge()
    assert [each for each in findings if each.outcome is not Outcome.PASS] == []
    assert verdict(findings) is Verdict.OPEN
    assert NAME in {each.policy for each in findings}
    assert {each.source for each in findings} == {"pytest"}
    with begin(synthesized) as run:
        assert run.findings() == findings


@pytest.mark.parametrize("cache", ["the folder's", "the environment's"])
def test_what_pytest_made_of_a_test_before_is_not_run_in_its_place(cache: str, folder: Path, judge: Judge) -> None:
    source = folder / "test_more.py"
    source.write_text("def test_more():\n    assert False\n")
    dates = source.stat()
    passing = compile("def test_more():\n    pass\n", str(source), "exec")
    header = MAGIC_NUMBER + struct.pack("<LLL", 0, int(dates.st_mtime), dates.st_size)
    places = {"the folder's": folder / "__pycache__", "the environment's": Path(f"{sys.pycache_prefix}{folder}")}
    kept = places[cache] / f"test_more{PYC_TAIL}"
    made = [place for place in (kept.parent, *kept.parent.parents) if not place.exists()]
    kept.parent.mkdir(parents=True)
    try:
        kept.write_bytes(header + marshal.dumps(passing))
        assert {each.policy: each.outcome for each in judge()}["PYTEST_test_more.py::test_more"] is Outcome.FAIL
    finally:
        shutil.rmtree(made[-1])


@pytest.mark.parametrize(
    ("decorator", "reason"),
    [
        ("@pytest.mark.skip(reason='later')", "was skipped: later"),
        ("@pytest.mark.skipif(True, reason='here')", "was skipped: here"),
        ("@pytest.mark.xfail", "is expected to fail, and so proves nothing"),
        ("@pytest.mark.xfail(strict=True)", "is expected to fail, and so proves nothing"),
        ("@pytest.mark.xfail(run=False)", "is expected to fail, and so proves nothing"),
        ("@pytest.mark.usefixtures('lost')", "could not judge: FixtureLookupError"),
        ("@(lambda test: None)", "was not collected, or did not run"),
    ],
)
def test_a_test_that_proves_nothing_closes_the_gate(decorator: str, reason: str, folder: Path, judge: Judge) -> None:
    mark(folder, decorator)
    found = silent(judge())
    assert set(found) == {NAME}
    assert found[NAME].startswith(reason)


@pytest.mark.parametrize(
    "hook",
    [
        "def pytest_collection_modifyitems(items):\n    items[:] = [each for each in items if each.name != TEST]\n",
        "def pytest_ignore_collect(collection_path):\n    return collection_path.name == 'test_wiring.py' or None\n",
        "def pytest_pycollect_makeitem(name):\n    return [] if name == TEST else None\n",
        "def pytest_runtest_call(item):\n    pytest.skip('not today')\n",
        "@pytest.fixture(autouse=True)\ndef broken():\n    yield\n    raise ValueError('left open')\n",
        "def pytest_runtest_setup(item):\n    import os\n    os._exit(0)\n",
        "def pytest_runtest_setup(item):\n    pytest.exit('enough', returncode=0)\n",
        "def pytest_configure():\n    raise ValueError('no')\n",
        "import no_such_module\n",
    ],
)
def test_a_hook_that_takes_tests_away_closes_the_gate(hook: str, folder: Path, judge: Judge) -> None:
    conftest = folder / "conftest.py"
    conftest.write_text(f"{conftest.read_text()}\n\nTEST = {TEST!r}\n{hook}")
    findings = judge()
    assert verdict(findings) is Verdict.ERROR
    assert NAME in silent(findings)


def test_a_hook_that_calls_a_failure_a_success_is_not_believed(folder: Path, judge: Judge) -> None:
    (folder / "test_more.py").write_text(CASES.format("[1]"))
    conftest = folder / "conftest.py"
    lie = "def pytest_runtest_makereport():\n    report = yield\n    report.outcome = 'passed'\n    return report\n"
    conftest.write_text(f"{conftest.read_text()}\n\n@pytest.hookimpl(wrapper=True)\n{lie}")
    (failed,) = [each for each in judge() if each.outcome is not Outcome.PASS]
    assert (failed.policy, failed.place, failed.outcome) == (CASE, "the whole stack, case 1", Outcome.FAIL)


def test_a_test_without_a_case_proves_nothing(folder: Path, judge: Judge) -> None:
    (folder / "test_more.py").write_text(CASES.format("[]"))
    found = silent(judge())
    assert set(found) == {CASE}
    assert found[CASE].startswith("was skipped: got empty parameter set")


def test_a_file_that_cannot_be_read_is_named(folder: Path, judge: Judge) -> None:
    (folder / "test_wiring.py").write_text("def test_broken(:\n")
    assert set(silent(judge())) == {"PYTEST_test_wiring.py"}


def test_a_file_that_cannot_be_imported_is_named_with_its_tests(folder: Path, judge: Judge) -> None:
    file = folder / "test_wiring.py"
    file.write_text(f"import no_such_module\n{file.read_text()}")
    found = silent(judge())
    assert found["PYTEST_test_wiring.py"] == "ModuleNotFoundError: No module named 'no_such_module'"
    assert NAME in found


def test_a_test_that_hides_another_is_named(folder: Path, judge: Judge) -> None:
    file = folder / "test_wiring.py"
    file.write_text(f"{file.read_text()}\n\ndef {TEST}() -> None:\n    pass\n")
    assert silent(judge()) == {NAME: "stands in its file twice, and one hides the other"}


def test_a_test_that_returns_its_condition_proves_nothing(folder: Path, judge: Judge) -> None:
    (folder / "test_more.py").write_text("def test_returns():\n    return False\n")
    assert set(silent(judge())) == {"PYTEST_test_more.py::test_returns"}


def test_a_test_that_raises_anything_else_has_not_judged(folder: Path, judge: Judge) -> None:
    (folder / "test_more.py").write_text("class TestMore:\n    def test_raises(self):\n        raise KeyError('x')\n")
    assert silent(judge()) == {"PYTEST_test_more.py::TestMore::test_raises": "could not judge: KeyError: 'x'"}


def test_a_file_without_tests_is_named(folder: Path, judge: Judge) -> None:
    (folder / "test_more.py").write_text("")
    assert silent(judge()) == {"PYTEST_test_more.py": "holds no test"}


@pytest.mark.parametrize("empty", [True, False])
def test_a_folder_without_tests_could_not_judge(empty: bool, folder: Path, judge: Judge) -> None:
    shutil.rmtree(folder)
    if empty:
        folder.mkdir()
    assert set(silent(judge())) == {"PYTEST"}


def test_a_file_that_is_no_stack_could_not_be_judged(folder: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    with begin(bad, folder=folder) as run:
        findings = run.findings()
    assert {each.outcome for each in findings} == {Outcome.ERROR}
    assert "not a synthesized Terraform file" in silent(findings)[NAME]


def test_the_surroundings_decide_nothing(folder: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = judge()
    (folder / "pytest.ini").write_text(f"[pytest]\naddopts = --deselect test_wiring.py::{TEST}\n")
    (folder.parent / "conftest.py").write_text("raise ValueError('not ours')\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    monkeypatch.chdir(folder)
    assert judge() == expected


def test_a_test_that_writes_leaves_nothing_behind_and_touches_no_other_run(
    folder: Path, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "test_more.py").write_text("def test_more(tmp_path):\n    (tmp_path / 'x').write_text('x')\n")
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setenv("TMPDIR", str(shared))
    assert {each.outcome for each in judge()} == {Outcome.PASS}
    assert list(shared.iterdir()) == []


def test_a_failure_is_one_printable_line_without_a_path(folder: Path, judge: Judge) -> None:
    words = "assert not 1, 'one\\x1b[2J' + chr(10) + 'two'"
    (folder / "test_more.py").write_text(f"def test_fails(tmp_path):\n    {words}\n")
    (failed,) = [each for each in judge() if each.outcome is not Outcome.PASS]
    assert failed.details == "one\\x1b[2J"
    assert failed.remedy == "open tests/compliance/test_more.py, which says what must be true and why"


def test_nothing_is_left_behind_and_nothing_need_be_writable(folder: Path, judge: Judge) -> None:
    before = sorted(folder.rglob("*"))
    for path in (folder, *before):
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert verdict(judge()) is Verdict.OPEN
    assert sorted(folder.rglob("*")) == before
    folder.chmod(0o755)


def test_a_run_that_is_left_ends_its_process(folder: Path, synthesized: Path) -> None:
    (folder / "test_more.py").write_text("import time\n\ndef test_sleeps():\n    time.sleep(3600)\n")
    with pytest.raises(KeyboardInterrupt), begin(synthesized, folder=folder) as run:
        raise KeyboardInterrupt
    assert run.process.returncode == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(run.process.pid, 0)


def test_a_run_that_does_not_end_could_not_judge(folder: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "test_more.py").write_text("import time\n\ndef test_sleeps():\n    time.sleep(3600)\n")
    monkeypatch.setattr("gate.engines.pytest.runner.PATIENCE", 0.5)
    assert silent(judge()) == {"PYTEST": "pytest did not end within 0 seconds"}


@pytest.mark.parametrize(
    ("said", "stacks"),
    [
        ("", (SYSTEM,)),
        ("STACKS = (ACCOUNT,)", (ACCOUNT,)),
        ("STACKS = KNOWN_STACKS", KNOWN_STACKS),
        ("STACKS: tuple[str, ...] = (ACCOUNT,)", (ACCOUNT,)),
        ("STACKS: tuple[str, ...]", KNOWN_STACKS),
        ("STACKS = ()", KNOWN_STACKS),
        ("STACKS = ('account',)", KNOWN_STACKS),
        ("STACKS = tuple(name for name in KNOWN_STACKS if name != ACCOUNT)", KNOWN_STACKS),
        ("STACKS = (SYSTEM,)\nSTACKS += (ACCOUNT,)", KNOWN_STACKS),
        ("STACKS = KNOWN_STACKS\nSTACKS = (SYSTEM,)", KNOWN_STACKS),
        ("STACKS, OTHER = (ACCOUNT,), 1", KNOWN_STACKS),
        ("if True:\n    STACKS = (ACCOUNT,)", KNOWN_STACKS),
        ("from elsewhere import STACKS", KNOWN_STACKS),
        ("from elsewhere import OTHER as STACKS", KNOWN_STACKS),
        ("for STACKS in ((ACCOUNT,),): pass", KNOWN_STACKS),
    ],
)
def test_a_file_that_does_not_say_plainly_which_stacks_it_judges_judges_each(
    said: str, stacks: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "test_it.py").write_text(f"{said}\n\ndef test_it(): ...\n")
    assert tuple(declared(tmp_path)["test_it.py"].stacks) == stacks
