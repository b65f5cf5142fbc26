"""What is synthesized holds no card number: neither the file nor any bundle that lies beside it."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.card_numbers import card_numbers

CARD = "4111" + "1111" * 3


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """(name, content) of every file below the folder, and of every file in an archive."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path.name}/{name}", archive.read(name).decode(errors="replace")
        else:
            yield path.name, path.read_text(errors="replace")


def found(folder: Path) -> dict[str, list[str]]:
    """The card numbers in each file that holds one."""
    each = {name: list(card_numbers(text)) for name, text in texts(folder)}
    return {name: numbers for name, numbers in each.items() if numbers}


def test_no_card_number_is_in_what_is_synthesized(synthesized: Path, stack: dict[str, Any]) -> None:
    names = [name for name, _ in texts(synthesized.parent)]
    assert "cdk.tf.json" in names
    own = [name for name in names if name.endswith("/handler.py") and "/lambdas/" not in name]
    assert len(own) == len(stack["resource"]["aws_lambda_function"])
    assert found(synthesized.parent) == {}


DASHED = "-".join(["4111"] + ["1111"] * 3)
BESIDE = [f"7 {CARD}", f"2026-11-25 {CARD}", f"{CARD} 12", f"12-{CARD}", f"12 {DASHED} 3", f"end.{CARD}", f"x_{CARD}"]
ESCAPED = [f"\\n{CARD}", f"\\u0020{CARD}", f'{{\\"note\\": \\"{CARD}\\"}}']


@pytest.mark.parametrize(
    "written", [CARD, DASHED, f'{{"note": "{CARD}"}}', f"x = {CARD}\n", f"{CARD}.", *BESIDE, *ESCAPED]
)
def test_a_card_number_in_a_file_or_a_bundle_is_found(written: str, tmp_path: Path) -> None:
    (tmp_path / "cdk.tf.json").write_text(f"before {written} after")
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as archive:
        archive.writestr("lambdas/handler.py", written)
    assert found(tmp_path).keys() == {"cdk.tf.json", "bundle.zip/lambdas/handler.py"}


@pytest.mark.parametrize(
    "written", ["0.4111111111111111", f"a{CARD}", "4111111111111112", "0" * 16, "41111111-1111-4111-8111-111111111111a"]
)
def test_what_merely_looks_like_one_is_none(written: str) -> None:
    assert list(card_numbers(written)) == []
