"""Where a run comes from, as far as git and CI say so: for the reader of a report, and nothing that is attested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gate import git

# The variables in which CI says it, of the first that is set.
BRANCH = ("GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME")
ACTOR = ("GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN")
RUN = ("GITHUB_RUN_ID", "CI_PIPELINE_ID")


@dataclass(frozen=True)
class Origin:
    """The branch, who started the run, and its number in CI; empty where nobody says so."""

    branch: str = ""
    actor: str = ""
    run: str = ""


NOWHERE = Origin()


def origin(root: Path, environment: Mapping[str, str]) -> Origin:
    """What is known of this run. The variables count in CI alone, where the runner sets them."""
    said = environment if "CI" in environment else {}
    return Origin(_first(said, BRANCH) or _branch(root), _first(said, ACTOR), _first(said, RUN))


def _first(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environment[name] for name in names if environment.get(name)), "")


def _branch(root: Path) -> str:
    try:
        return git.ask(root, "symbolic-ref", "--quiet", "--short", "HEAD").decode(errors="replace").strip()
    except git.NoAnswer:  # no repository, or no branch: a commit that was checked out by its id
        return ""
