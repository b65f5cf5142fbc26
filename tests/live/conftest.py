"""One deployment for all of these tests but two modules, loudly skipped where it cannot be had; a worker runs each."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gate.moment import now
from gate.run import assess_files
from live.missing import Missing
from live.system import System, running
from policies.core.known_stacks import KNOWN_STACKS

# With LIVE=required, what cannot be run has failed.
REQUIRED = os.environ.get("LIVE") == "required"
HERE = Path(__file__).parent


# Before xdist looks for groups, also where these tests alone are asked for.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asks = item.path.parent == HERE and "system" in getattr(item, "fixturenames", ())
        if asks and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group("live"))


@pytest.fixture(scope="session")
def system(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    yield from deployed(synthesized, tmp_path_factory)


def deployed(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The system of a deployment, for as long as the fixture lasts that yields it."""
    files = [synthesized.parents[1] / stack / synthesized.name for stack in KNOWN_STACKS]
    assessments = assess_files(files, tmp_path_factory.mktemp("reports"), now())
    try:
        judged = zip(files, assessments, strict=True)
        with running({file.parent.name: (file.parent, assessment) for file, assessment in judged}) as system:
            yield system
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")
