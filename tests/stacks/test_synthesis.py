"""The whole application: the same bytes everywhere, legible, and never half-written."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from stacks.__main__ import main
from stacks.app import CODE, synthesize
from stacks.settings import Settings

REFERENCE = re.compile(r"\$\{(var\.[a-z_]+|aws_[a-z0-9_]+\.[A-Za-z0-9_-]+\.[a-z_]+)\}")


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
    reading = {"__init__", "clients", "environment", "parameters"}
    assert held == {
        "transaction-validator": {"__init__", "environment"},
        "fraud-analyzer": reading,
        "notification-sender": reading,
    }


def test_no_path_of_the_machine_is_written(synthesized: Path, tmp_path: Path) -> None:
    for content in contents(synthesized.parents[2]).values():
        assert str(CODE.parent).encode() not in content
        assert str(tmp_path.parent.parent).encode() not in content


def test_every_expression_is_a_plain_reference(stack: dict[str, Any]) -> None:
    # Terraform lets a variable's validation be nothing but an expression; it decides about no resource.
    stack["variable"]["account_id"].pop("validation", None)
    text = json.dumps(stack)
    assert text.count("${") == len(REFERENCE.findall(text)) > 100
    assert "%{" not in text
    assert "TfToken" not in text


def test_every_reference_leads_to_something_in_the_file(stack: dict[str, Any]) -> None:
    addresses = {f"{kind}.{name}" for kind, named in stack["resource"].items() for name in named}
    addresses |= {f"var.{name}" for name in stack["variable"]}
    for reference in REFERENCE.findall(json.dumps(stack)):
        assert ".".join(reference.split(".")[:2]) in addresses


def test_every_document_inside_the_file_is_compact_json(stack: dict[str, Any]) -> None:
    names = {
        "policy",
        "assume_role_policy",
        "definition",
        "event_pattern",
        "schema",
        "redrive_policy",
        "dashboard_body",
    }
    found = [
        text
        for named in stack["resource"].values()
        for resource in named.values()
        for name, text in resource.items()
        if name in names
    ]
    assert len(found) > 25
    for text in found:
        assert json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False) == text


def test_the_provider_accepts_one_account_in_one_region(stack: dict[str, Any]) -> None:
    (provider,) = stack["provider"]["aws"]
    assert provider["allowed_account_ids"] == ["${var.account_id}"]
    assert provider["region"] == "us-east-1"
    assert not Path(stack["terraform"]["backend"]["local"]["path"]).is_absolute()


def test_no_variable_has_a_default_and_secrets_are_ephemeral(stack: dict[str, Any]) -> None:
    variables = stack["variable"]
    assert not any("default" in variable for variable in variables.values())
    ephemeral = {name for name, variable in variables.items() if variable.get("ephemeral")}
    assert ephemeral == {"ml_model_endpoint", "email_template", "sms_template"}
    assert all(variable["sensitive"] for name, variable in variables.items() if name != "account_id")


def test_an_ephemeral_variable_is_only_ever_written(stack: dict[str, Any]) -> None:
    for name in ("ml_model_endpoint", "email_template", "sms_template"):
        assert json.dumps(stack).count(f"${{var.{name}}}") == 1
        assert f'"value_wo": "${{var.{name}}}"' in json.dumps(stack)


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
