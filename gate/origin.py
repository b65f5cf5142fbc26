"""Where a run comes from, as far as git and CI say so: for the reader of a report, and nothing that is attested."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from gate import git

# The variables in which CI says it, of the first that is set.
BRANCH = ("GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME")
ACTOR = ("GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN")
RUN = ("GITHUB_RUN_ID", "CI_PIPELINE_ID")
REPOSITORY = ("CI_PROJECT_URL",)
# How git also writes a remote: `git@host:path`.
SCP = re.compile(r"(?:[^/@]*@)?(?P<host>[\w.-]{2,}):(?![/:])(?P<path>.+)")
SCHEMES = ("https", "http", "ssh", "git")


@dataclass(frozen=True)
class Origin:
    """The branch, who started the run, its number in CI, and the repository's address; empty where nobody says so."""

    branch: str = ""
    actor: str = ""
    run: str = ""
    repository: str = ""


NOWHERE = Origin()


def origin(root: Path, environment: Mapping[str, str]) -> Origin:
    """What is known of this run. The variables count in CI alone, where the runner sets them."""
    said = environment if "CI" in environment else {}
    repository = address(_hosted(said) or _first(said, REPOSITORY) or _asked(root, "config", "remote.origin.url"))
    return Origin(_first(said, BRANCH) or _branch(root), _first(said, ACTOR), _first(said, RUN), repository)


def address(remote: str) -> str:
    """What everybody may read of a remote: no user, password or query; nothing of a folder or of what is no address."""
    scp = SCP.fullmatch(remote)
    try:
        parts = urlsplit(f"ssh://{scp['host']}/{scp['path']}" if scp and "://" not in remote else remote)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES or not re.fullmatch(r"[a-z0-9.-]+", host):
        return ""
    path = quote(parts.path, safe="/%") if parts.path.isprintable() else ""
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, path, "", ""))


def _hosted(said: Mapping[str, str]) -> str:
    """As GitHub says it, in two parts."""
    server, name = said.get("GITHUB_SERVER_URL", ""), said.get("GITHUB_REPOSITORY", "")
    return f"{server}/{name}" if server and name else ""


def _first(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environment[name] for name in names if environment.get(name)), "")


def _branch(root: Path) -> str:
    """Empty of a commit that was checked out by its id."""
    return _asked(root, "symbolic-ref", "--quiet", "--short", "HEAD")


def _asked(root: Path, *arguments: str) -> str:
    """What git says; nothing where there is no repository, or no such thing in it."""
    try:
        return git.ask(root, *arguments).decode(errors="replace").strip()
    except git.NoAnswer:
        return ""
