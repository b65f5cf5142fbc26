"""Both stacks, the evidence of them, and a browser, for tests of what the reports say of the whole system."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gate.provenance.attested import Attested
from gate.provenance.tree_state import TreeState
from gate.reports import html
from gate.reports.evidence import Evidence
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.stack import Stack
from policies.core.whole_stack import whole_stack
from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import started
from tests.gate.reports.collected import evidence_of


@pytest.fixture(scope="session")
def both_stacks(synthesized: Path) -> tuple[Stack, ...]:
    return tuple(whole_stack(synthesized.parents[1] / name / synthesized.name) for name in sorted(KNOWN_STACKS))


@pytest.fixture(scope="session")
def both(both_stacks: tuple[Stack, ...]) -> Evidence:
    return evidence_of(both_stacks)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with started(tmp_path_factory.mktemp("user")) as browser:
        yield browser


COMMIT = "ab" * 20
DIGESTS = tuple(f"sha256:{digit * 64}" for digit in "123")


@pytest.fixture(scope="session")
def page(both: Evidence, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of all stacks, of a clean commit."""
    attested = Attested({}, {}, {"python": "3.11.7"}, TreeState(COMMIT))
    assessments = tuple(
        replace(assessment, digest=digest) for assessment, digest in zip(both.assessments, DIGESTS, strict=True)
    )
    evidence = replace(both, moment="2026-11-25T14:03:02Z", assessments=assessments, attested=attested)
    page = tmp_path_factory.mktemp("page") / "report.html"
    page.write_text(html.render(evidence))
    return page
