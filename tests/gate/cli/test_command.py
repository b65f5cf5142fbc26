"""A command is imported when it is asked for, and to see that nothing has changed takes neither engines nor reports."""

import subprocess
import sys
from pathlib import Path

import click

from gate.cli import command as module
from gate.cli.command import COMMANDS, gate
from gate.reports.names import ATTESTATION, NAMES
from gate.reports.write import RENDERERS

CLI = Path(module.__file__).parent
HEAVY = ("boto3", "checkov", "jinja2", "pytest", "rich", "gate.assess", "gate.engines.judge", "gate.reports.evidence")


def test_each_command_that_stands_in_a_file_is_listed_and_found_by_its_name() -> None:
    files = {path.stem for path in CLI.glob("*.py") if "@click.command" in path.read_text(encoding="utf-8")}
    assert files == {*COMMANDS}
    context = click.Context(gate)
    found = [gate.get_command(context, name) for name in gate.list_commands(context)]
    assert [command.name for command in found if command] == sorted(files)
    assert gate.get_command(context, "options") is None


def test_what_sees_that_nothing_has_changed_imports_neither_engines_nor_reports() -> None:
    program = f"import sys, gate.cli.command, gate.cli.check; print(*sys.modules.keys() & set({HEAVY!r}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_each_report_has_a_renderer() -> None:
    assert (*RENDERERS, ATTESTATION) == NAMES
