"""Our code is renamed by the reviewed table, and by nothing else."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from successor.renaming import imports, renamed
from successor.reviewed import CannotCompare, Edit, Import, Reviewed, reviewed
from successor.synthesizing import copied

ROOT = Path(__file__).resolve().parent.parent.parent
IMPORTS = (Import("cdktf", "cdktn"), Import("cdktf_cdktf_provider_aws", "cdktn_provider_aws"))
BOTH = "from cdktf import App\nfrom cdktf_cdktf_provider_aws.sqs_queue import SqsQueue\n"
NAMES = st.from_regex(r"[a-z_][a-z_0-9]{0,8}", fullmatch=True).filter(lambda name: name.isidentifier())
OTHERS = st.one_of(NAMES, st.sampled_from(["cdktfx", "xcdktf", "cdktf_", "cdktf_cdktf_provider_aws_more"]))


def table(*edits: Edit) -> Reviewed:
    return Reviewed(IMPORTS, edits, ())


def edit(old: str, new: str = "new", file: str = "stacks/app.py") -> Edit:
    return Edit(file=file, old=old, new=new, reason="a test")


def test_both_packages_are_imported_by_their_new_names() -> None:
    assert renamed({"stacks/app.py": BOTH}, table()) == {
        "stacks/app.py": "from cdktn import App\nfrom cdktn_provider_aws.sqs_queue import SqsQueue\n"
    }


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("import cdktf", "import cdktn"),
        ("import cdktf.testing", "import cdktn.testing"),
        ("import cdktf as library", "import cdktn as library"),
        ("from cdktf import (\n    App,\n)", "from cdktn import (\n    App,\n)"),
        ("def late():\n    from cdktf import App", "def late():\n    from cdktn import App"),
    ],
)
def test_an_import_is_renamed_however_it_is_written(ours: str, theirs: str) -> None:
    assert renamed({"stacks/app.py": BOTH, "stacks/key.py": ours}, table())["stacks/key.py"] == theirs


@given(st.lists(OTHERS, min_size=1, max_size=5))
def test_the_imports_of_other_packages_stay(names: list[str]) -> None:
    kept = [name for name in names if _is_a_name(name)]
    text = "".join(f"from {name}.part import thing\nimport {name}\n" for name in kept)
    assert renamed({"a.py": BOTH, "b.py": text}, table())["b.py"] == text


def _is_a_name(name: str) -> bool:
    try:
        ast.parse(f"import {name}")
    except SyntaxError:
        return False
    return name not in {entry.ours for entry in IMPORTS}


@given(st.text(alphabet="cdktf_ ./\"'\\\n", max_size=40))
def test_a_name_in_a_text_is_no_import(text: str) -> None:
    line = f"TEXT = {text!r}\n"
    assert renamed({"a.py": BOTH, "b.py": line}, table())["b.py"] == line


def test_an_import_that_is_not_renamed_is_an_error() -> None:
    with pytest.raises(CannotCompare, match=r"stacks/key\.py: still imports cdktf; write each import on a line"):
        renamed({"stacks/app.py": BOTH, "stacks/key.py": "import os, cdktf\n"}, table())


def test_an_import_that_nothing_uses_is_an_error() -> None:
    with pytest.raises(CannotCompare, match="nothing imports cdktf_cdktf_provider_aws; remove the entry"):
        renamed({"stacks/app.py": "import cdktf\n"}, table())


def test_a_text_is_edited_where_the_table_says_so() -> None:
    files = {"stacks/app.py": f"{BOTH}OLD = 1\n", "stacks/bindings.cjs": "// OLD\n"}
    new = renamed(files, table(edit("OLD", "NEW"), edit("OLD", "NEWER", "stacks/bindings.cjs")))
    assert new["stacks/app.py"].endswith("NEW = 1\n")
    assert new["stacks/bindings.cjs"] == "// NEWER\n"


@pytest.mark.parametrize(("text", "count"), [("", 0), ("OLD, OLD", 2)])
def test_a_text_that_does_not_stand_just_once_is_an_error(text: str, count: int) -> None:
    with pytest.raises(CannotCompare, match=rf"OLD stands {count} times in stacks/app\.py, and not once"):
        renamed({"stacks/app.py": f"{BOTH}# {text}\n"}, table(edit("OLD")))


def test_a_text_of_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(CannotCompare, match=r"stands 0 times in stacks/gone\.py"):
        renamed({"stacks/app.py": BOTH}, table(edit("OLD", file="stacks/gone.py")))


def test_our_code_is_renamed_by_the_reviewed_table_and_imports_nothing_of_cdktf_then(tmp_path: Path) -> None:
    copied(ROOT, tmp_path, reviewed())
    found = {
        name
        for path in (tmp_path / "stacks").rglob("*.py")
        for name in imports(path.name, path.read_text(encoding="utf-8"))
    }
    assert {"cdktn", "cdktn_provider_aws"} < found
    assert not [name for name in found if "cdktf" in name]


def test_the_code_of_the_functions_is_copied_as_it_is(tmp_path: Path) -> None:
    copied(ROOT, tmp_path, reviewed())
    for path in (path for path in (tmp_path / "lambdas").rglob("*") if path.is_file()):
        assert path.read_bytes() == (ROOT / path.relative_to(tmp_path)).read_bytes()
