"""What a bundle must hold follows from `lambdas/` alone, and not from the code that packs it."""

import os
from pathlib import Path

import pytest

from policies.core.function_sources import NoSource, Sources


@pytest.fixture
def lambdas(tmp_path: Path) -> Path:
    files = {
        "__init__.py": "",
        "shared/__init__.py": "",
        "shared/clients.py": "from lambdas.shared import environment\n",
        "shared/environment.py": "",
        "shared/alone.py": "",
        "freezer/__init__.py": "",
        "freezer/handler.py": "def handler(event, context):\n    from lambdas.shared.clients import client\n",
        "freezer/inner/rules.json": "{}",
        "freezer/calls.json": "[]",
        "freezer/notes.txt": "",
        "quiet/handler.py": "import json\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_function_needs_its_package_and_the_shared_code_that_it_imports(lambdas: Path) -> None:
    assert list(Sources.read(lambdas).members("freezer")) == [
        "freezer/__init__.py",
        "freezer/handler.py",
        "freezer/inner/rules.json",
        "lambdas/__init__.py",
        "lambdas/shared/__init__.py",
        "lambdas/shared/clients.py",
        "lambdas/shared/environment.py",
    ]
    assert list(Sources.read(lambdas).members("quiet")) == ["quiet/handler.py"]
    assert Sources.read(lambdas).packages == ("freezer", "quiet")


@pytest.mark.parametrize(
    "imported",
    [
        "import lambdas.shared.alone",
        "import lambdas.shared.alone as other",
        "from lambdas.shared.alone import anything",
        "from lambdas.shared import alone as other",
        "if True:\n    from lambdas.shared import alone",
    ],
)
def test_shared_code_is_found_however_it_is_imported(imported: str, lambdas: Path) -> None:
    (lambdas / "quiet" / "handler.py").write_text(imported)
    assert "lambdas/shared/alone.py" in Sources.read(lambdas).members("quiet")


@pytest.mark.parametrize("imported", ["from . import alone", "from .alone import anything"])
def test_shared_code_may_name_its_own_beside_it(imported: str, lambdas: Path) -> None:
    (lambdas / "shared" / "environment.py").write_text(imported)
    assert "lambdas/shared/alone.py" in Sources.read(lambdas).members("freezer")


@pytest.mark.parametrize("imported", ["from lambdas.freezer.handler import handler", "import lambdas.freezer.handler"])
def test_a_function_needs_all_of_another_whose_handler_it_imports_and_what_that_imports(
    imported: str, lambdas: Path
) -> None:
    (lambdas / "quiet" / "handler.py").write_text(imported)
    assert list(Sources.read(lambdas).members("quiet")) == [
        "lambdas/__init__.py",
        "lambdas/freezer/__init__.py",
        "lambdas/freezer/handler.py",
        "lambdas/freezer/inner/rules.json",
        "lambdas/shared/__init__.py",
        "lambdas/shared/clients.py",
        "lambdas/shared/environment.py",
        "quiet/handler.py",
    ]
    assert "lambdas/quiet/handler.py" not in Sources.read(lambdas).members("freezer")


def test_what_git_does_not_track_is_no_source(lambdas: Path) -> None:
    assert list(Sources.read(lambdas, {"lambdas/quiet/handler.py"}).members("quiet")) == ["quiet/handler.py"]
    assert Sources.read(lambdas, {"lambdas/quiet/handler.py"}).packages == ("quiet",)


def test_a_link_or_a_pipe_among_the_sources_is_named(lambdas: Path) -> None:
    (lambdas / "quiet" / "more.py").symlink_to("handler.py")
    with pytest.raises(NoSource, match=r"lambdas/quiet/more\.py: is no regular file"):
        Sources.read(lambdas).members("quiet")
    (lambdas / "quiet" / "more.py").unlink()
    os.mkfifo(lambdas / "quiet" / "more.py")
    with pytest.raises(NoSource, match=r"lambdas/quiet/more\.py: is no regular file"):
        Sources.read(lambdas).members("quiet")


def test_sources_that_are_no_python_are_named(lambdas: Path) -> None:
    (lambdas / "quiet" / "handler.py").write_text("def")
    with pytest.raises(NoSource, match=r"lambdas/quiet/handler\.py: is no Python"):
        Sources.read(lambdas).members("quiet")


def test_sources_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoSource, match="lambdas: cannot be read: no such file"):
        Sources.read(tmp_path / "lambdas")
