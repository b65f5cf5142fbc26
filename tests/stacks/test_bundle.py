"""Bundles have the same bytes everywhere and hold the function's code, nothing else."""

import base64
import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from stacks.bundle import bundle

FILES = {"handler.py": "def handler(event, context): ...", "core.py": "x = 1", "model.json": "[]"}


def write(code: Path, files: dict[str, str]) -> Path:
    package = code / "fraud_analyzer"
    package.mkdir(parents=True)
    for name, text in files.items():
        (package / name).write_text(text, encoding="utf-8")
    return code


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
    packed = bundle("fraud-analyzer", code=code)
    assert zipfile.ZipFile(io.BytesIO(packed.content)).namelist() == [
        "fraud_analyzer/core.py",
        "fraud_analyzer/handler.py",
        "fraud_analyzer/model.json",
    ]
    assert packed.handler == "fraud_analyzer.handler.handler"


def test_the_digest_is_what_lambda_computes(tmp_path: Path) -> None:
    packed = bundle("fraud-analyzer", code=write(tmp_path / "code", FILES))
    packed.write(tmp_path / "out")
    written = (tmp_path / "out" / packed.path).read_bytes()
    assert base64.b64decode(packed.digest) == hashlib.sha256(written).digest()


def test_a_function_without_a_handler_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"fraud_analyzer/handler\.py: missing"):
        bundle("fraud-analyzer", code=write(tmp_path, {"core.py": ""}))
