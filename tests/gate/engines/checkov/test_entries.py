"""A check is declined by an entry that is filled in; the one that `gate explain` prints is refused as it stands."""

import tomllib
from pathlib import Path

import pytest

from gate.engines.checkov.built_ins import FILE, BrokenBuiltIns, BuiltIns
from gate.engines.checkov.entries import to_decline, to_report
from gate.engines.checkov.registry import registered

TITLE = 'Ensure that "all" is well'
EMPTY = to_decline("CKV_AWS_18", TITLE)
FILLED = {
    'reason = ""': 'reason = "The bucket logs elsewhere."',
    'owner = ""': 'owner = "compliance"',
    'date = ""': "date = 2026-11-25",
}
OTHERS = {
    "reason": ('reason = ""', 'reason = "  "', "reason = 1"),
    "owner": ('owner = ""', 'owner = ["compliance"]'),
    "date": ('date = ""', 'date = "2026-11-25"', "date = 2026-11-25T10:00:00Z", "date = 20261125"),
    "title": ('title = ""',),
}


def declining(tmp_path: Path, entry: str) -> BuiltIns:
    """What is read from a file with this entry."""
    file = tmp_path / "checkov.toml"
    file.write_text(f"[reports]\n{to_report('CKV_AWS_18', ['aws_s3_bucket', 'aws_kms_key'])}\n\n{entry}\n")
    return BuiltIns.load(file)


def filled(entry: str) -> str:
    for before, after in FILLED.items():
        entry = entry.replace(before, after)
    return entry


def test_an_entry_that_is_filled_in_declines_the_check(tmp_path: Path) -> None:
    built_ins = declining(tmp_path, filled(EMPTY))
    assert built_ins.reports == {"CKV_AWS_18": ("aws_s3_bucket", "aws_kms_key")}
    assert built_ins.declined == {"CKV_AWS_18": "The bucket logs elsewhere. (compliance, 2026-11-25)"}
    assert tomllib.loads(EMPTY)["declined"]["CKV_AWS_18"]["title"] == TITLE


@pytest.mark.parametrize(("part", "text"), [(part, text) for part, texts in OTHERS.items() for text in texts])
def test_an_entry_of_which_a_part_is_not_filled_in_is_refused_by_name(part: str, text: str, tmp_path: Path) -> None:
    entry = "\n".join(text if line.startswith(f"{part} ") else line for line in filled(EMPTY).splitlines())
    with pytest.raises(BrokenBuiltIns, match=rf"checkov.toml: .*\[declined.CKV_AWS_18\] must say its {part}: a "):
        declining(tmp_path, entry)


@pytest.mark.parametrize("part", ["title", "reason", "owner", "date"])
def test_an_entry_without_a_part_is_refused(part: str, tmp_path: Path) -> None:
    entry = "\n".join(line for line in filled(EMPTY).splitlines() if not line.startswith(f"{part} "))
    with pytest.raises(BrokenBuiltIns, match=r"must have title, reason, owner, date, and nothing else"):
        declining(tmp_path, entry)


def test_a_check_that_need_not_report_cannot_be_declined(tmp_path: Path) -> None:
    with pytest.raises(BrokenBuiltIns, match="declines CKV_AWS_19, which is not in"):
        declining(tmp_path, filled(EMPTY).replace("18", "19"))


def test_each_declined_check_has_the_title_that_checkov_gives_it() -> None:
    for check, entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["declined"].items():
        known = registered(check)
        assert known, check
        assert entry["title"] == known.title, check


def test_the_file_gives_every_check_that_must_report_the_title_that_checkov_gives_it() -> None:
    built_ins = BuiltIns.load()
    asked = {check: registered(check) for check in built_ins.reports}
    assert built_ins.titles == {check: known.title for check, known in asked.items() if known}


NAMED = '[declined]\n"a\\nb" = { x = 1 }', '[titles]\n"a\\nb" = 1'


@pytest.mark.parametrize("entry", [f"x = {'[' * 900}", *NAMED], ids=lambda text: text[:12])
def test_whatever_the_file_holds_it_is_refused_in_one_line(entry: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenBuiltIns) as refused:
        declining(tmp_path, entry)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("title", ['""', '" "', "1", "[]"])
def test_a_title_that_is_no_text_is_refused_by_name(title: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenBuiltIns, match=r"checkov.toml: .*\[titles\] CKV_AWS_18 must be a text"):
        declining(tmp_path, f"[titles]\nCKV_AWS_18 = {title}")
