"""What could steer Checkov from outside closes the gate, by name."""

from pathlib import Path

import pytest

from gate.engines.checkov.settings import settings
from gate.model import Outcome


def test_nothing_around_is_a_pass(tmp_path: Path) -> None:
    (found,) = settings((tmp_path, tmp_path), {"PATH": "x", "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"})
    assert found.outcome is Outcome.PASS


@pytest.mark.parametrize("name", [".checkov.yaml", ".checkov.yml", ".checkov.baseline"])
def test_a_settings_file_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("soft-fail: true\n")
    (found,) = settings((tmp_path,), {})
    assert (found.place, found.outcome) == (name, Outcome.ERROR)


@pytest.mark.parametrize("name", ["CKV_FRAMEWORK", "CKV_SKIP_CHECK", "CHECKOV_CHECK_FAIL_LEVEL"])
def test_a_setting_in_the_environment_is_named(name: str, tmp_path: Path) -> None:
    (found,) = settings((tmp_path,), {name: "x"})
    assert (found.place, found.outcome) == (name, Outcome.ERROR)
