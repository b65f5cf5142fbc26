"""The functions' tests: real clients, canned answers, and a record of what the code called on what."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lambdas.environments import forget
from tests.lambdas.recorder import ACCOUNT, Recorder, Records, strays, write

MADE: Records = defaultdict(set)
ENTERED: Records = defaultdict(set)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--calls", type=Path, metavar="FOLDER", help="write what each function called below this folder")


@pytest.fixture(autouse=True)
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """AWS, as a test lets it answer. A call that cannot be attributed fails the test, whoever caught the error."""
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    recorder = Recorder()
    forget()
    with recorder.listening():
        yield recorder
    forget()
    for function, calls in recorder.made.items():
        MADE[function] |= calls
        ENTERED[function] |= recorder.entered[function]
    assert recorder.refused == []


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    folder = session.config.getoption("calls", default=None)
    if folder is None:
        return
    spread = session.config.getoption("numprocesses", default=None)
    failed = ["a test failed, or ran in another process"] if exitstatus or spread else []
    reasons = failed or strays(MADE, ENTERED)
    if reasons:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        print("", "no record was written:", *reasons, sep="\n")
    else:
        write(folder, MADE)
