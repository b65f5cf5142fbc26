"""A state of the project: of a revision in git, synthesized from its own code, or of a synthesized file."""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from gate.compare.state import State
from gate.engines.judge import judge
from gate.interpreter import command, environment
from gate.provenance.attested import JUDGING
from gate.provenance.digests import content
from gate.synthesis import ROOT
from gate.waivers.load import BrokenWaivers, load_waivers
from policies.core.policy import Policy
from policies.core.recorded_calls import BrokenRecord, blocks, files
from policies.core.rulebook import files as policy_files
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable

NEEDED = ("stacks", "lambdas", "cdktf.json", *JUDGING)
ID = re.compile(r'^    id = "([A-Z0-9_]+)"$', re.MULTILINE)
SUFFIXES = (".py", ".toml", ".yaml", ".j2", ".json")


class NoState(ValueError):
    """There is no such state to compare; the message says why, in one line."""


def of(name: str, policies: Sequence[Policy], root: Path = ROOT) -> State:
    """The state that a revision or a file names, judged by these policies; raises NoState."""
    if Path(name).is_file():
        return _state(name, Path(name).read_bytes(), root, policies)
    with tempfile.TemporaryDirectory(prefix="gate-") as scratch:
        folder = Path(scratch)
        _check_out(name, folder, root)
        return _state(name, _synthesized(name, folder), folder, policies)


def _state(name: str, file: bytes, folder: Path, policies: Sequence[Policy]) -> State:
    try:
        stack = Stack.load(file, blocks(files(folder / "lambdas")))
        waivers = load_waivers(folder / "policies" / "waivers.toml")
    except (Unreadable, BrokenRecord, BrokenWaivers) as error:
        raise NoState(f"{name}: {error}") from None
    return State(stack, judge(stack, policies), _rules(folder), waivers)


def _rules(root: Path) -> Mapping[str, str]:
    """The digest of each policy's file by its id, and of whatever else judges by its path."""
    rules: dict[str, str] = {}
    policies = set(policy_files(root / "policies"))
    for path in sorted(path for part in JUDGING for path in (root / part).rglob("*") if path.suffix in SUFFIXES):
        if path.name not in ("__init__.py", "waivers.toml"):
            ids = ID.findall(path.read_text(errors="replace")) if path in policies else []
            rules[ids[0] if ids else path.relative_to(root).as_posix()] = content(path)
    return rules


def _check_out(revision: str, folder: Path, root: Path) -> None:
    listed = _git(root, "ls-tree", "--name-only", f"{revision}^{{commit}}", "--", *NEEDED)
    if listed is None:
        raise NoState(f"{revision}: is neither a synthesized file nor a revision of this project")
    archive = _git(root, "archive", "--format=zip", f"{revision}^{{commit}}", "--", *listed.decode().split())
    if archive is None:
        raise NoState(f"{revision}: git cannot give its files")
    with zipfile.ZipFile(BytesIO(archive)) as packed:
        packed.extractall(folder)


def _git(root: Path, *arguments: str) -> bytes | None:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603, S607 - no shell
    return None if done.returncode else done.stdout


def _synthesized(revision: str, folder: Path) -> bytes:
    """The file that the revision's own code synthesizes."""
    kept = {name: value for name, value in environment().items() if not name.startswith("CDKTF_")}
    own = command(folder, "stacks", "out")
    done = subprocess.run(own, cwd=folder, env=kept, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    paths = sorted(folder.glob("out/stacks/*/cdk.tf.json"))
    if done.returncode or len(paths) != 1:
        reason = (done.stderr.strip().splitlines() or ["it does not say why"])[-1]
        raise NoState(f"{revision}: does not synthesize one stack: {reason}")
    return paths[0].read_bytes()
