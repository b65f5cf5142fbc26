"""A stack that only one of the two states has, told as one: what it may do, and what it is made of."""

from __future__ import annotations

from gate.compare.access import accesses
from gate.compare.difference import Difference, Direction
from gate.compare.state import Built
from gate.model import Outcome
from policies.core.terraform_file import is_resource


def new_stack(name: str, built: Built) -> Difference:
    """Weaker where anything in it may do anything, which is as if somebody had gained it, or fails."""
    users = accesses(built.stack, {}).values()
    grants = sorted(f"{may.user} may {grant}" for may in users for grant in {**may.grants, **may.unread}.values())
    failing = sorted({finding.policy for finding in built.findings if finding.outcome is not Outcome.PASS})
    fails = f" (fails {', '.join(failing)})" if failing else ""
    what = f"is a new stack of {_types(built)}; {', '.join(grants) or 'nothing in it may do anything'}{fails}"
    return Difference(Direction.WEAKER if grants or failing else Direction.NEW, name, what)


def gone_stack(name: str, built: Built) -> Difference:
    """Weaker: whatever held for its resources holds no longer."""
    return Difference(Direction.WEAKER, name, f"the stack is gone, with its {_types(built)}")


def _types(built: Built) -> str:
    return ", ".join(sorted(type_ for type_ in built.stack.by_type if is_resource(type_))) or "nothing"
