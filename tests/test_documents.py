"""What the documents promise: decisions are dated, changes name controls, links and commands exist, README is short."""

import re
import subprocess
from pathlib import Path

import pytest

from gate.cli.command import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "docs" / "decisions" / "README.md"
DECISIONS = sorted(path for path in INDEX.parent.glob("*.md") if path != INDEX)
STATUS = re.compile(
    r"Status: (accepted|proposed|(replaced by|amended by) (\[[^]]+\]\([a-z-]+\.md\)( and )?)+), \d{4}-\d{2}-\d{2}\.?"
)
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# `make TARGET` and `gate COMMAND`: a line in a block of code, with or without a prompt, or a span of code.
TYPED = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?(make|gate) ([a-z]+(?:-[a-z]+)*)\b", re.MULTILINE)
QUOTED = re.compile(r"`(?:\.venv/bin/)?(make|gate) ([a-z]+(?:-[a-z]+)*)\b[^`]*`")
TARGET = re.compile(r"^([a-z-]+):(.*##)?", re.MULTILINE)
README_LINES = 160


def documents() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines()]


def prose(path: Path) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(prose(path))}


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_a_status_and_a_date_below_its_title(decision: Path) -> None:
    title, empty, status = decision.read_text(encoding="utf-8").splitlines()[:3]
    assert title.startswith("# ")
    assert empty == ""
    assert STATUS.fullmatch(status), f"write 'Status: accepted, YYYY-MM-DD' in the third line of {decision.name}"


def test_the_index_lists_each_decision_with_its_title_and_status() -> None:
    rows = INDEX.read_text(encoding="utf-8").splitlines()
    for decision in DECISIONS:
        title, _, status = decision.read_text(encoding="utf-8").splitlines()[:3]
        word, date = status.removeprefix("Status: ").rstrip(".").rsplit(", ", 1)
        row = f"| [{title.removeprefix('# ')}]({decision.name}) | {word} | {date} |"
        assert row in rows, f"docs/decisions/README.md lacks the row: {row}"
    assert sum(row.startswith("| [") for row in rows) == len(DECISIONS)


def test_every_entry_of_the_changelog_names_the_changed_controls() -> None:
    entries = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert entries[0].startswith("Unreleased")
    for entry in entries:
        assert re.search(r"^### Changed controls\n\n\S", entry, re.MULTILINE), entry.splitlines()[0]


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_to_a_heading_in_it(document: Path) -> None:
    for link in LINK.findall(prose(document)):
        if not link.startswith(("https://", "mailto:")):
            name, _, anchor = link.partition("#")
            target = (document.parent / name).resolve() if name else document
            assert target.exists(), link
            assert target.is_relative_to(ROOT), link
            assert not anchor or anchor in anchors(target), link


def named(document: Path) -> set[tuple[str, str]]:
    """The make targets and the gate's commands that a document names, as `("make", "test")`."""
    blocks = "\n".join(BLOCK.findall(document.read_text(encoding="utf-8")))
    return {*TYPED.findall(blocks), *QUOTED.findall(prose(document))}


def existing(*, listed: bool = False) -> set[tuple[str, str]]:
    """The make targets and the gate's commands; with `listed`, those that `make help` and `gate --help` list."""
    targets = TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
    made = {("make", target) for target, help_ in targets if help_ or not listed}
    return made | {("gate", command) for command in COMMANDS}


def test_readme_is_short() -> None:
    lines = len((ROOT / "README.md").read_text(encoding="utf-8").splitlines())
    assert lines <= README_LINES, "move what one kind of reader needs into docs/"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    assert named(document) <= existing()


def test_readme_or_docs_name_every_command_that_the_help_lists() -> None:
    guides = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    assert existing(listed=True) <= {command for guide in guides for command in named(guide)}
