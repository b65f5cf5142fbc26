"""A state of the project: of a revision in git, or of a synthesized file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from gate import git
from gate.compare.bodies import as_written
from gate.compare.code import sources
from gate.compare.state import Built, State
from gate.compare.synthesized_folder import Entries, NotSynthesized, beside, look
from gate.compare.synthesizing import synthesized
from gate.compare.tracked import Files, Misplaced, tracked
from gate.engines.judge import judge
from gate.provenance.digests import digest
from gate.synthesis import ROOT, SynthesisFailed
from policies.core import deployed_folder, strict_json
from policies.core.policy import Policy
from policies.core.recorded_calls import BrokenRecord, blocks, files
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable


class NoState(ValueError):
    """There is no such state to compare; the message says why, in one line."""


def of(name: str, policies: Sequence[Policy], root: Path = ROOT, *, output: Path | None = None) -> State:
    """The state that a revision or a file names, judged by these policies; raises NoState.

    A revision is synthesized from its own code, unless `output` holds what it synthesized to.
    """
    try:
        return _of(name, policies, root, output)
    except (NotSynthesized, SynthesisFailed, Misplaced, Unreadable, BrokenRecord, strict_json.NotJson) as error:
        raise NoState(f"{name}: {error}") from None
    except git.NoAnswer as error:
        raise NoState(f"{name}: git cannot give its files: {error}; {git.unknown(root)}") from None
    except UnicodeDecodeError:
        raise NoState(f"{name}: not text in UTF-8") from None


def _of(name: str, policies: Sequence[Policy], root: Path, output: Path | None) -> State:
    is_file = Path(name).is_file()
    if _is_revision(name, root):
        if is_file:
            raise NoState(f"{name}: is a revision and a file as well; write ./{name} or the commit's number")
        return _revision(tracked(root, name), policies, output)
    if output:
        raise NoState(f"{name}: is no revision of this project; what was synthesized belongs to one")
    if not is_file:
        raise NoState(f"{name}: is neither a synthesized file nor a revision that is here; {git.unknown(root)}")
    data = Path(name).read_bytes()
    built = _built(data, tuple(blocks(files(root / "lambdas"))), policies)
    return State({built.stack.name: built}, None, {built.stack.name: digest(data)})


def _revision(held: Files, policies: Sequence[Policy], output: Path | None) -> State:
    with tempfile.TemporaryDirectory(prefix="gate-") as scratch:
        entries, stacks = look(output or synthesized(held, Path(scratch)))
    records = {path: held[path].data for path in sorted(held) if PurePosixPath(path).match("lambdas/*/calls.json")}
    calls = tuple(blocks(records))
    built = {name: _built(data, calls, policies, (name, entries, held)) for name, data in stacks.items()}
    return State(built, held, {name: digest(data) for name, data in stacks.items()})


def _built(
    data: bytes, calls: tuple[Resource, ...], policies: Sequence[Policy], of: tuple[str, Entries, Files] | None = None
) -> Built:
    stack = Stack.load(data, calls)
    lying: Mapping[str, str] | None = None
    if of:
        name, entries, held = of
        stack = stack.beside(deployed_folder.blocks(entries, name, stack.resources, sources(held)))
        lying = dict(beside(entries, name, stack))
    return Built(stack, judge(stack, policies), as_written(data), lying)


def _is_revision(name: str, root: Path) -> bool:
    try:
        git.commit(root, name)
    except git.NoAnswer:
        return False
    return True
