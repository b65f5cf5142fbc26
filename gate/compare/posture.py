"""What became weaker, stronger, new, gone or merely changed between two states of the project; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from gate.compare.access import access
from gate.compare.blocks import Telling, judged_at
from gate.compare.changed_outcomes import failing, turns
from gate.compare.code import code, functions_of
from gate.compare.difference import Difference, Direction, ordered
from gate.compare.emptied import emptied
from gate.compare.files import files
from gate.compare.made_from import reported_elsewhere
from gate.compare.new_functions import newcomers
from gate.compare.pairing import Pairs, pairs
from gate.compare.state import Built, State
from gate.compare.waivers import waivers
from gate.compare.whole_stacks import gone_stack, new_stack
from gate.model import Finding
from policies.core.deployed_folder import MANIFEST, STACKS
from policies.core.policy import Policy


def differences(base: State, head: State, policies: Sequence[Policy]) -> list[Difference]:
    """All differences, the weaker ones first."""
    told: list[Difference] = []
    changed: frozenset[str] = frozenset()
    if base.files is not None and head.files is not None:
        of_code = list(code(base.files, head.files))
        told += [*files(base.files, head.files), *waivers(base.files, head.files), *of_code]
        changed = functions_of(of_code)
    names = sorted({*base.stacks, *head.stacks})
    for name in names:
        old, new = base.stacks.get(name), head.stacks.get(name)
        if not old or not new:
            told += [new_stack(name, new)] if new else [gone_stack(name, old)] if old else []
            continue
        of_stack = list(_stack(old, new, policies, changed))
        # The digest of code that changed is the one thing that goes without a line of its own.
        if not of_stack and not changed and base.digests.get(name) != head.digests.get(name):
            of_stack = [Difference(Direction.CHANGED, name, "cdk.tf.json is written differently")]
        told += of_stack if len(names) == 1 else [_in_stack(name, difference) for difference in of_stack]
    return ordered(told)


def _in_stack(name: str, difference: Difference) -> Difference:
    """The difference at a place that names its stack, as a path does and `provider.aws` does not."""
    place = difference.place
    own = place.startswith((f"{name}/", f"{STACKS}/", MANIFEST))
    return difference if own else difference._replace(place=f"{name}: {place}")


def _stack(base: Built, head: Built, policies: Sequence[Policy], changed: frozenset[str]) -> Iterator[Difference]:
    paired = pairs(base.stack, head.stack)
    turned = turns(failing(base.findings, _places(paired)), failing(head.findings, {}))
    new = newcomers(paired, head.stack, turned)
    grants = list(access(base.stack, head.stack, paired, new.users))
    telling = Telling(
        turned,
        judged_at(policies, _judging(base.findings, head.findings)),
        paired.names,
        reported_elsewhere(paired, changed),
        {difference.place for difference in grants},
        (base.file, head.file),
    )
    known = (pair for pair in paired.pairs if pair.old or not pair.new or pair.new.address not in new.blocks)
    blocks = [difference for pair in known for difference in telling.pair(pair)]
    yield from (*blocks, *grants, *new.differences, *emptied(paired), *_beside(base, head))
    # A turn is told once: with what changed there, if that shows the direction, else by itself.
    reported = {(difference.place, difference.direction) for difference in (*blocks, *grants, *new.differences)}
    gone = {difference.place for difference in blocks if difference.direction is Direction.GONE}
    for place, (direction, why) in turned.items():
        if (place, direction) not in reported and place not in gone:
            yield Difference(direction, place, why)


def _beside(base: Built, head: Built) -> Iterator[Difference]:
    """What lies in the folder beside the stack and its bundles, which Terraform or CDKTF may read: the manifest too."""
    if base.beside is None or head.beside is None:
        return
    before, after = base.beside, head.beside
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            verb = "differs" if path in before and path in after else "is new" if path in after else "is gone"
            what = f"{verb}, beside the stack, where Terraform or CDKTF may read it"
            yield Difference(Direction.WEAKER, path, what)


def _judging(*findings: Sequence[Finding]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in findings:
        for finding in each:
            found.setdefault(finding.place, set()).add(finding.policy)
    return found


def _places(paired: Pairs) -> Mapping[str, str]:
    """Where each block is now, by the place where it was."""
    count = Counter(pair.old.place for pair in paired.pairs if pair.old)
    moved = [(pair.old.place, pair.new.place) for pair in paired.pairs if pair.old and pair.new]
    return {was: is_ for was, is_ in moved if count[was] == 1}
