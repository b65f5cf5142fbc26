"""The whole application: the same bytes everywhere, legible, and never half-written."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from stacks.__main__ import main
from stacks.app import CODE, synthesize
from stacks.settings import Settings


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_folders_get_the_same_bytes(synthesized: Path, tmp_path: Path) -> None:
    code = Path(shutil.copytree(CODE, tmp_path / "elsewhere" / "lambdas"))
    again = synthesize(tmp_path / "deep" / "er" / "out", code=code)
    assert contents(again.parents[2]) == contents(synthesized.parents[2])


ENVIRONMENT = {"AWS_DEFAULT_REGION": "us-east-1", "PYTHONDONTWRITEBYTECODE": "1"}
# All that is imported from the project must come from the bundle, also where the project itself could be imported.
IMPORT = """
import importlib, os, sys
sys.path.insert(0, os.getcwd())
print(importlib.import_module(sys.argv[1]).handler.__name__)
packages = (sys.argv[1].partition(".")[0], "lambdas")
files = [module.__file__ for name, module in sys.modules.items() if name.partition(".")[0] in packages]
sys.exit(f"{files} are not of the bundle" if any(os.getcwd() not in file for file in files) else 0)
"""


def test_every_bundle_holds_a_handler_that_can_be_imported_from_it_alone(
    synthesized: Path, stack: dict[str, Any], tmp_path: Path
) -> None:
    for function in stack["resource"]["aws_lambda_function"].values():
        folder = tmp_path / function["function_name"]
        zipfile.ZipFile(synthesized.parent / function["filename"]).extractall(folder)
        module, _, name = function["handler"].rpartition(".")
        run = subprocess.run(
            [sys.executable, "-c", IMPORT, module],
            cwd=folder,
            env=ENVIRONMENT,
            check=False,
            capture_output=True,
            text=True,
        )
        assert (run.returncode, run.stdout.strip(), run.stderr) == (0, name, "")


def test_a_bundle_holds_the_shared_code_of_its_function_and_no_other(synthesized: Path, stack: dict[str, Any]) -> None:
    held = {}
    for function in stack["resource"]["aws_lambda_function"].values():
        names = zipfile.ZipFile(synthesized.parent / function["filename"]).namelist()
        held[function["function_name"]] = {Path(name).stem for name in names if name.startswith("lambdas/shared/")}
    needed = {"__init__", "environment", "words"}
    assert held["transaction-validator"] == needed | {"strict_json", "uuids"}
    assert held["fraud-analyzer"] == needed | {"clients", "parameters", "strict_json"}
    assert held["notification-sender"] == needed | {"clients", "parameters", "uuids"}
    assert held["transaction-drain"] == needed | {"clients", "parameters", "strict_json", "uuids"}


def test_no_path_of_the_machine_is_written(synthesized: Path, tmp_path: Path) -> None:
    for content in contents(synthesized.parents[2]).values():
        assert str(CODE.parent).encode() not in content
        assert str(tmp_path.parent.parent).encode() not in content


def documents(value: Any) -> Iterator[tuple[str, Any]]:
    """Every text in a value that is a JSON document, and what it says."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from documents(each)
    elif isinstance(value, str) and value.startswith("{"):
        with suppress(ValueError):
            yield value, json.loads(value)


def test_every_document_inside_the_file_is_compact_json(stack: dict[str, Any]) -> None:
    found = list(documents(stack["resource"]))
    assert found
    for text, content in found:
        assert json.dumps(content, separators=(",", ":"), ensure_ascii=False) == text


def test_the_settings_decide_the_numbers(tmp_path: Path) -> None:
    changed = json.loads(synthesize(tmp_path / "out", settings=Settings(reserved_concurrent_executions=9)).read_text())
    functions = changed["resource"]["aws_lambda_function"].values()
    assert {function["reserved_concurrent_executions"] for function in functions} == {9}


def test_a_synthesis_replaces_the_folder_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "local_override.tf.json").write_text("{}")
    synthesize(tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    assert not (tmp_path / "out" / "local_override.tf.json").exists()


def test_a_synthesis_that_fails_leaves_the_old_one_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old").write_text("kept")
    with pytest.raises(FileNotFoundError, match="missing"):
        synthesize(tmp_path / "out", code=tmp_path)
    assert contents(tmp_path) == {"out/old": b"kept"}


def test_the_command_takes_one_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["one", "two"])
    assert "unrecognized arguments: two" in capsys.readouterr().err
