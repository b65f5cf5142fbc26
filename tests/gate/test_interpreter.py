"""The gate runs isolated: nothing of its folder is imported but its own packages, and these from their source."""

import os
import py_compile
import shutil
import subprocess
import sys
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from gate import interpreter

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("gate", "policies", "stacks", "lambdas", "tests/compliance")
STARTS = {
    "the command": [".venv/bin/gate"],
    "python -m": [".venv/bin/python", "-m", "gate"],
    "the file, as cdktf.json does": [".venv/bin/python", "-I", "gate/__main__.py"],
}
# Each is imported by Python itself, by the command line, by the engines, or by runpy before them.
SHADOWING = ("sitecustomize", "usercustomize", "click", "pytest", "json", "typing", "pkgutil", "jinja2", "rich")
COMPILED = ("gate/__init__.py", "gate/__main__.py", "gate/process.py", "gate/own_rules.py", "policies/core/stack.py")
POLICY = "policies/logs/log_group_retention_is_seven_days.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with an environment of its own, which shares the installed packages."""
    project = tmp_path / "project"
    for room in ROOMS:
        shutil.copytree(ROOT / room, project / room, ignore=shutil.ignore_patterns("__pycache__"))
    bin_ = project / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "python").symlink_to(sys.executable)
    shutil.copy(ROOT / "gate" / "start.sh", bin_ / "gate")
    (bin_ / "gate").chmod(0o755)
    (project / ".venv" / "pyvenv.cfg").write_text((Path(sys.prefix) / "pyvenv.cfg").read_text())
    (project / ".venv" / "lib").symlink_to(Path(sys.prefix) / "lib")
    return project


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """Where planted code says that it ran."""
    return tmp_path / "ran"


def ran(marker: Path) -> set[str]:
    return set(marker.read_text().split()) if marker.exists() else set()


def says(marker: Path) -> str:
    """Code that says that it ran, and by which name."""
    return f"with open({str(marker)!r}, 'a') as file:\n    file.write(__name__ + ' ')\n"


def run(project: Path, command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    environment = clean | {"PYTHONDONTWRITEBYTECODE": "1"} | variables
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def compiled(source: Path, code: str, mode: py_compile.PycInvalidationMode) -> None:
    """Puts bytecode of other code beside a source, in the way that Python takes for the source's own."""
    text, dates = source.read_text(), source.stat()
    source.write_text(code.ljust(dates.st_size)[: max(dates.st_size, len(code))])
    os.utime(source, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    target = source.parent / "__pycache__" / f"{source.stem}.{sys.implementation.cache_tag}.pyc"
    py_compile.compile(str(source), cfile=str(target), invalidation_mode=mode, doraise=True)
    source.write_text(text)
    os.utime(source, ns=(dates.st_atime_ns, dates.st_mtime_ns))


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_no_file_of_the_folder_is_imported_for_its_name(start: list[str], project: Path, marker: Path) -> None:
    for name in SHADOWING:
        (project / f"{name}.py").write_text(says(marker))
    (project / "checkov").mkdir()
    (project / "checkov" / "__init__.py").write_text(says(marker))
    done = run(project, [*start, "explain", "FRAUD_LOG_1"])
    assert (done.returncode, ran(marker)) == (0, set()), done.stderr
    assert run(project, [*start, "explain", "CKV_AWS_158"]).returncode == 0
    assert ran(marker) == set()


@pytest.mark.parametrize(
    "mode", [py_compile.PycInvalidationMode.UNCHECKED_HASH, py_compile.PycInvalidationMode.TIMESTAMP]
)
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_no_bytecode_of_the_folder_is_loaded(
    start: list[str], mode: py_compile.PycInvalidationMode, project: Path, marker: Path
) -> None:
    (project / "gate" / "__init__.py").write_text("#".ljust(400))
    for name in (*COMPILED, POLICY):
        compiled(project / name, says(marker), mode)
    done = run(project, [*start, "explain", "FRAUD_LOG_1"])
    assert (done.returncode, ran(marker)) == (0, set()), done.stderr


def test_an_extension_beside_a_source_is_not_loaded(project: Path) -> None:
    for suffix in EXTENSION_SUFFIXES:
        (project / "gate" / f"words{suffix}").write_text("no library")
        (project / "policies" / "core" / f"stack{suffix}").write_text("no library")
    done = run(project, [*STARTS["the command"], "explain", "FRAUD_LOG_1"])
    assert (done.returncode, done.stderr) == (0, "")


def test_a_module_without_a_source_is_none(project: Path, marker: Path) -> None:
    file = project / "gate" / "more.py"
    file.write_text(says(marker))
    py_compile.compile(str(file), cfile=f"{file}c", doraise=True)
    file.unlink()
    with zipfile.ZipFile(project / "gate" / "more.zip", "w") as packed:
        packed.writestr("more.py", says(marker))
    process = project / "gate" / "process.py"
    process.write_text(process.read_text().replace("import signal\n", "import signal\nimport gate.more\n"))
    done = run(project, STARTS["the command"])
    assert (done.returncode, done.stdout, ran(marker)) == (2, "", set())
    assert done.stderr.splitlines() == ["gate: could not run: No module named 'gate.more'"]


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        ("gate/process", "__init__.py"),
        ("gate/cli/options", "__init__.py"),
        ("gate/words", "more.txt"),
        ("policies/aws/arn", "__init__.py"),
    ],
)
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_a_folder_beside_a_module_of_its_name_is_refused_in_one_line(
    start: list[str], folder: str, file: str, project: Path, marker: Path
) -> None:
    (project / folder).mkdir()
    (project / folder / file).write_text(says(marker))
    done = run(project, [*start, "policies"])
    assert (done.returncode, done.stdout, ran(marker)) == (2, "", set())
    (line,) = done.stderr.splitlines()
    assert f"{folder}.py has a folder of the same name beside it; remove one of them" in line


def test_no_variable_of_pythons_own_changes_what_runs(project: Path, marker: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in SHADOWING:
        (elsewhere / f"{name}.py").write_text(says(marker))
    variables = {
        "PYTHONPATH": str(elsewhere),
        "PYTHONHOME": str(elsewhere),
        "PYTHONSTARTUP": str(elsewhere / "rich.py"),
    }
    variables |= {"PYTHONPLATLIBDIR": "nowhere", "PYTHONINSPECT": "1", "PYTHONUSERBASE": str(elsewhere)}
    done = run(project, [*STARTS["the command"], "explain", "FRAUD_LOG_1"], **variables)
    assert (done.returncode, done.stderr, ran(marker)) == (0, "", set())


def test_an_edit_that_keeps_size_and_date_is_seen(project: Path) -> None:
    policy, command = project / POLICY, [*STARTS["the command"], "explain", "FRAUD_LOG_1"]
    before, dates = run(project, command).stdout, policy.stat()
    policy.write_text(policy.read_text().replace("FRAUD_LOG_1", "FRAUD_LOG_9"))
    os.utime(policy, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    assert before
    assert run(project, command).returncode == 2
    assert run(project, [*command[:-1], "FRAUD_LOG_9"]).stdout == before.replace("FRAUD_LOG_1", "FRAUD_LOG_9")


def test_what_was_compiled_is_kept_in_the_environment_and_in_no_other_folder(project: Path) -> None:
    assert run(project, [*STARTS["the command"], "policies"]).returncode == 0
    assert list(project.glob("*/**/__pycache__")) == []
    kept = project / ".venv" / "bytecode"
    assert len(list(kept.glob(f".{project}/policies/**/*.{sys.implementation.cache_tag}"))) > 100


def test_a_damaged_record_of_what_was_compiled_is_made_anew(project: Path) -> None:
    command = [*STARTS["the command"], "policies"]
    before = run(project, command)
    for file in (project / ".venv" / "bytecode").rglob("stack.py.*"):
        file.write_bytes(file.read_bytes()[:40])
    after = run(project, command)
    assert (after.returncode, after.stdout) == (0, before.stdout)


def test_a_process_of_another_folder_gets_its_code_and_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "one"))
    for name in ("one", "other"):
        (tmp_path / name / "stacks").mkdir(parents=True)
        (tmp_path / name / "stacks" / "__init__.py").touch()
        (tmp_path / name / "stacks" / "settings.py").write_text(f"NAME = {name!r}\n")
        (tmp_path / name / "stacks" / "__main__.py").write_text(
            "import sys; from stacks.settings import NAME; print(NAME, sys.argv[1], sys.flags.safe_path, *sys.path)\n"
        )
    for name in ("one", "other"):
        command, variables = interpreter.command(tmp_path / name, "stacks", "out"), interpreter.environment()
        done = subprocess.run(command, cwd=tmp_path / "one", env=variables, capture_output=True, text=True, check=True)
        said = done.stdout.split()
        assert said[:3] == [name, "out", "True"]
        assert not {str(tmp_path / "one"), str(ROOT), str(ROOT / "gate"), ""} & set(said[3:])
    assert not Path(f"{interpreter.KEPT}{tmp_path}").exists()


def test_no_process_of_the_gate_looks_for_garbage_not_even_as_it_ends(tmp_path: Path) -> None:
    (tmp_path / "stacks").mkdir()
    (tmp_path / "stacks" / "__init__.py").touch()
    (tmp_path / "stacks" / "__main__.py").write_text(
        "import gc, os\n"
        "class Garbage:\n"
        "    def __init__(self): self.itself = self\n"
        "    def __del__(self, write=os.write): write(1, b'garbage was collected')\n"
        "Garbage()\n"
        "print(gc.isenabled())\n"
    )
    command, variables = interpreter.command(tmp_path, "stacks"), interpreter.environment()
    done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_python_itself_takes_our_packages_by_their_names_and_no_other_file_of_the_folder(tmp_path: Path) -> None:
    program = "import sys, gate, policies, stacks, lambdas; print(*sys.path, sep='\\n'); print(sys.pycache_prefix)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert str(ROOT) not in done
    assert done[-1] == str(Path(sys.prefix).resolve() / "bytecode")
