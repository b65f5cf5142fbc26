"""Bundles have the same bytes everywhere and hold the function's code, the shared code it imports, nothing else."""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from stacks.bundle import bundle

LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"
# Bytes.
LARGEST = 100_000
# A model that is only tried comes on top, for as long as it is tried.
LARGEST_WITH_SHADOW = 110_000
# Nobody waits for the one that holds two others.
LARGEST_WITH_OTHERS = 200_000
FILES = {"handler.py": "def handler(event, context): ...", "core.py": "x = 1", "model.json": "[]"}


SHARED = {
    "__init__.py": "",
    "parameters.py": "from lambdas.shared.clients import x",
    "clients.py": "x = 1",
    "other.py": "",
}


def write(code: Path, files: dict[str, str], *, shared: dict[str, str] = SHARED) -> Path:
    for package, texts in (("fraud_analyzer", files), ("shared", shared)):
        (code / package).mkdir(parents=True)
        for name, text in texts.items():
            (code / package / name).write_text(text, encoding="utf-8")
    (code / "__init__.py").touch()
    return code


def names(code: Path) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(bundle("fraud-analyzer", code=code).content)).namelist()


def test_two_folders_give_the_same_bytes_whatever_their_times_modes_and_order(tmp_path: Path) -> None:
    one = write(tmp_path / "one", FILES)
    other = write(tmp_path / "a" / "b", dict(reversed(FILES.items())))
    for path in (other / "fraud_analyzer").iterdir():
        os.utime(path, (1, 1))
        path.chmod(0o777)
    assert bundle("fraud-analyzer", code=one) == bundle("fraud-analyzer", code=other)


def test_changed_code_changes_the_digest(tmp_path: Path) -> None:
    one = bundle("fraud-analyzer", code=write(tmp_path / "one", FILES))
    other = bundle("fraud-analyzer", code=write(tmp_path / "other", FILES | {"core.py": "x = 2"}))
    assert one.digest != other.digest


def test_only_code_and_data_of_the_function_are_packed(tmp_path: Path) -> None:
    code = write(tmp_path, FILES | {"calls.json": "[]", "notes.md": "", "core.pyc": ""})
    (code / "fraud_analyzer" / "__pycache__").mkdir()
    assert names(code) == ["fraud_analyzer/core.py", "fraud_analyzer/handler.py", "fraud_analyzer/model.json"]
    assert bundle("fraud-analyzer", code=code).handler == "fraud_analyzer.handler.handler"


@pytest.mark.parametrize(
    "imported",
    [
        "from lambdas.shared import parameters",
        "from lambdas.shared.parameters import read",
        "import lambdas.shared.parameters",
        "import os, lambdas.shared.parameters as kept",
        "def late():\n    from lambdas.shared import (\n        parameters as kept,\n    )",
    ],
)
def test_shared_code_that_is_imported_is_packed_with_what_it_imports_itself(imported: str, tmp_path: Path) -> None:
    assert names(write(tmp_path, FILES | {"core.py": imported})) == [
        "fraud_analyzer/core.py",
        "fraud_analyzer/handler.py",
        "fraud_analyzer/model.json",
        "lambdas/__init__.py",
        "lambdas/shared/__init__.py",
        "lambdas/shared/clients.py",
        "lambdas/shared/parameters.py",
    ]


def test_shared_code_that_is_not_imported_does_not_change_a_bundle(tmp_path: Path) -> None:
    files = FILES | {"core.py": "from lambdas.shared import parameters"}
    one = bundle("fraud-analyzer", code=write(tmp_path / "one", files))
    other = bundle("fraud-analyzer", code=write(tmp_path / "other", files, shared=SHARED | {"other.py": "x = 2"}))
    changed = bundle("fraud-analyzer", code=write(tmp_path / "changed", files, shared=SHARED | {"clients.py": "x = 2"}))
    assert one == other
    assert one.digest != changed.digest


@pytest.mark.parametrize("imported", ["from lambdas.shared import nothing", "import lambdas.shared.nothing"])
def test_shared_code_that_is_not_there_is_refused_by_name(imported: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"core\.py: imports lambdas\.shared\.nothing, which is no module"):
        bundle("fraud-analyzer", code=write(tmp_path, FILES | {"core.py": imported}))


@pytest.mark.parametrize(
    "imported",
    [
        *("from ..shared import parameters", "from lambdas.shared import *", "import lambdas", "import lambdas.x"),
        *("from lambdas import validator", "from lambdas.validator import handler", "import lambdas.validator.core"),
        *("from lambdas.validator.core import x", "from ..validator.handler import handler"),
    ],
)
def test_an_import_that_no_bundle_can_follow_is_refused(imported: str, tmp_path: Path) -> None:
    code = beside(write(tmp_path, FILES | {"core.py": imported}))
    with pytest.raises(
        ValueError, match=r"core\.py: .*import shared code by its name, `from lambdas\.shared import"
    ) as no:
        bundle("fraud-analyzer", code=code)
    assert "and of another function the handler, `from lambdas.<function>.handler import handler`" in str(no.value)


def beside(code: Path, **files: str) -> Path:
    """Adds another function to the code."""
    made = {"handler": "from .core import x", "core": "from lambdas.shared import other", **files}
    (code / "validator").mkdir()
    for name, text in made.items():
        (code / "validator" / f"{name}.py").write_text(text, encoding="utf-8")
    for name in ("rates.json", "calls.json", "notes.md"):
        (code / "validator" / name).write_text("{}", encoding="utf-8")
    return code


@pytest.mark.parametrize(
    "imported",
    [
        "from lambdas.validator.handler import handler",
        "import lambdas.validator.handler",
        "def late():\n    from lambdas.validator.handler import handler as validate",
    ],
)
def test_a_function_whose_handler_is_imported_is_packed_with_its_data_and_the_shared_code_that_it_imports(
    imported: str, tmp_path: Path
) -> None:
    assert names(beside(write(tmp_path, FILES | {"core.py": imported}))) == [
        "fraud_analyzer/core.py",
        "fraud_analyzer/handler.py",
        "fraud_analyzer/model.json",
        "lambdas/__init__.py",
        "lambdas/shared/__init__.py",
        "lambdas/shared/other.py",
        "lambdas/validator/core.py",
        "lambdas/validator/handler.py",
        "lambdas/validator/rates.json",
    ]


def test_a_function_that_only_lies_beside_does_not_change_a_bundle(tmp_path: Path) -> None:
    files = FILES | {"core.py": "from lambdas.shared import parameters"}
    alone = bundle("fraud-analyzer", code=write(tmp_path / "one", files))
    assert bundle("fraud-analyzer", code=beside(write(tmp_path / "other", files))) == alone


def test_a_function_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    code = write(tmp_path, FILES | {"core.py": "from lambdas.nobody.handler import handler"})
    with pytest.raises(FileNotFoundError, match=r"core\.py: imports lambdas\.nobody\.handler, which is no function"):
        bundle("fraud-analyzer", code=code)


@pytest.mark.parametrize("by", ["core", "validator"])
def test_a_function_is_not_packed_into_itself(by: str, tmp_path: Path) -> None:
    own, other = "from lambdas.fraud_analyzer.handler import handler", "from lambdas.validator.handler import handler"
    code = write(tmp_path, FILES | {"core.py": own if by == "core" else other})
    with pytest.raises(ValueError, match="which it is packed for; import modules of one's own by a dot"):
        bundle("fraud-analyzer", code=beside(code, core=own))


def test_the_digest_is_what_lambda_computes(tmp_path: Path) -> None:
    packed = bundle("fraud-analyzer", code=write(tmp_path / "code", FILES))
    packed.write(tmp_path / "out")
    written = (tmp_path / "out" / packed.path).read_bytes()
    assert base64.b64decode(packed.digest) == hashlib.sha256(written).digest()


def test_a_function_without_a_handler_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"fraud_analyzer/handler\.py: missing"):
        bundle("fraud-analyzer", code=write(tmp_path, {"core.py": ""}))


@pytest.mark.parametrize("handler", sorted(LAMBDAS.glob("*/handler.py")), ids=lambda handler: handler.parent.name)
def test_a_functions_bundle_stays_small_enough_to_start_at_once(handler: Path) -> None:
    holds_others = handler.parent.name == "transaction_drain"
    packed = bundle(handler.parent.name.replace("_", "-"), code=LAMBDAS)
    assert len(packed.content) <= (LARGEST_WITH_OTHERS if holds_others else LARGEST)


def test_the_drains_bundle_holds_validator_and_analyzer_as_they_are_packed_for_themselves() -> None:
    def members(function: str) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(bundle(function, code=LAMBDAS).content)) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    drain = members("transaction-drain")
    for function in ("transaction-validator", "fraud-analyzer"):
        for name, content in members(function).items():
            assert drain[name if name.startswith("lambdas/") else f"lambdas/{name}"] == content
    assert not [name for name in drain if "notification" in name or name.endswith("calls.json")]


def test_the_drain_runs_from_its_bundle_alone(tmp_path: Path) -> None:
    zipfile.ZipFile(io.BytesIO(bundle("transaction-drain", code=LAMBDAS).content)).extractall(tmp_path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from transaction_drain import handler; "
        "from lambdas.fraud_analyzer import model, rules; from lambdas.transaction_validator import tables; "
        "model.load(), rules.load(5000), tables.rates(); "
        "print(*(each.__file__ for each in (handler, model, tables)), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(Path(file).is_relative_to(tmp_path) for file in done.stdout.split())


def test_a_second_model_of_the_shipped_ones_size_fits_into_the_analyzers_bundle(tmp_path: Path) -> None:
    code = Path(shutil.copytree(LAMBDAS, tmp_path / "lambdas", ignore=shutil.ignore_patterns("__pycache__")))
    shutil.copyfile(code / "fraud_analyzer" / "model.json", code / "fraud_analyzer" / "shadow.json")
    packed = bundle("fraud-analyzer", code=code).content
    assert "fraud_analyzer/shadow.json" in zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert len(packed) <= LARGEST_WITH_SHADOW
