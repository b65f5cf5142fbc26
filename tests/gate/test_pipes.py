"""A pipe in the place of a file that the gate judges by is refused, and not waited for."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from gate.dated_entries import BrokenEntries
from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns
from gate.engines.pytest.declared import declared
from gate.regular_file import NotRegular, text
from gate.waivers.load import load_waivers
from policies.core.known_stacks import KNOWN_STACKS


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """A pipe whose other end nobody opens; whoever waits for it is interrupted."""
    os.mkfifo(tmp_path / "test_pipe.py")
    signal.alarm(20)
    yield tmp_path / "test_pipe.py"
    signal.alarm(0)


def test_no_file_that_is_judged_by_is_waited_for(pipe: Path) -> None:
    with pytest.raises(BrokenEntries, match="is no regular file"):
        load_waivers(pipe)
    with pytest.raises(BrokenBuiltIns, match="is no regular file"):
        BuiltIns.load(pipe)
    with pytest.raises(NotRegular):
        text(pipe)
    assert declared(pipe.parent) == {pipe.name: ((), KNOWN_STACKS)}
