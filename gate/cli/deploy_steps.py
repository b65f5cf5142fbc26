"""The two halves of `gate deploy`, as a person sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import click

from gate.cli.before_planning import attestation_of, judged_open, preflight
from gate.cli.deploy_options import Options
from gate.cli.verify_plan import lines, summary
from gate.deploy import applying, planning
from gate.deploy.bound import Bound, bind, read_bound
from gate.deploy.changes import changes, refuse_others
from gate.deploy.planning import Planned, by_stack
from gate.deploy.recorded import deploy
from gate.deploy.refused import Refused
from gate.ledger.deploy import Deploy
from gate.ledger.entry import Event
from gate.model import Verdict
from gate.moment import day, now
from gate.run import judged_afresh
from gate.words import printable


def make_plans(options: Options) -> Options:
    """Judge, plan, hold, bind; say what each plan does. What is applied then goes into the ledger that was there."""
    moment, target, options = now(), options.target, _held(options, said=False)
    evidence = judged_open(moment)
    attestation = attestation_of(evidence)
    if not evidence.attested.tree.is_clean:
        raise Refused(f"the tree is not clean: {evidence.attested.tree}; commit it or put it away; nothing was planned")
    preflight(target)
    planned = []
    for each in planning.plans(target, evidence.attested.subjects, day(moment)):
        planned.append(each)
        for line in (*each.notes, *lines(each.held), f"{each.judged.stack}: {summary(each.held)}"):
            click.echo(printable(line))
    click.echo(f"changes: {changes(by_stack(planned))}")
    refuse_others(options.changes, by_stack(planned))
    bind(planned, attestation, target, moment, options.private)
    return options


def apply_plans(options: Options, approver: Callable[[Sequence[str]], str], *, just_planned: bool) -> None:
    """Compare all of it once more, record and apply what changes anything, look at it, and record that."""
    options = _held(options, said=just_planned)
    bound, planned = _compared(options, now())
    if all(each.held.changes_nothing for each in planned):
        if not just_planned:
            # What was planned an hour ago says nothing of what is there.
            applying.verify(options.target, planned, day(now()), "not as it was planned")
        click.echo("nothing to do: what is deployed is what was judged")
        _verify_earlier(options, planned, bound)
        return
    refuse_others(options.changes, by_stack(planned))
    if not just_planned:
        for line in (line for each in planned for line in each.held.ended):
            click.echo(printable(line))
    who = approver([f"{each.judged.stack}: {summary(each.held)}" for each in planned])
    # While somebody approved, hours may have passed; whatever holds now was approved then, or nothing is changed.
    moment = now()
    evidence = judged_afresh(moment)
    if evidence.verdict is not Verdict.OPEN:
        raise Refused("the gate has closed since it was planned; see why with `gate --fresh`; nothing was applied")
    again, planned = _compared(options, moment)
    if again != bound:
        raise Refused("it was planned anew while it was being approved; approve it again; nothing was applied")
    bound.refuse_other(evidence.attested)
    said = deploy(evidence, planned, bound.prepared, who, is_local=options.target.is_local)
    number = _apply(options, planned, bound, said)
    applying.verify(options.target, planned, day(moment), "applied, not verified")
    _say_verified(*options.ledger.add(Event.VERIFIED, said, number))


def _held(options: Options, *, said: bool) -> Options:
    """The same, with the ledger held to the head that it has now; where it has none, a line says so once."""
    ledger = options.ledger.held()
    if not ledger.head and not said:
        click.echo(
            printable(
                f"{ledger.store.place}: has no entry, and a deploy begins a new ledger; if there was one, stop here, "
                "and give the head that was kept with --head"
            )
        )
    return replace(options, ledger=ledger)


def _verify_earlier(options: Options, planned: Sequence[Planned], bound: Bound) -> None:
    """Record as verified what was applied and not looked at, where there is nothing to do any more."""
    earlier = options.ledger.unverified(planned, bound.prepared.time)
    if earlier:
        _say_verified(*options.ledger.add(Event.VERIFIED, earlier.deploy, earlier.number))


def _say_verified(number: int, head: str) -> None:
    click.echo(
        f"verified: entry {number} of the ledger, head sha256:{head}; keep it where those who deploy cannot write"
    )


def _compared(options: Options, moment: str) -> tuple[Bound, list[Planned]]:
    """What binds the plans, and each stack with its own, if all of it is as it was planned; raises Refused."""
    found = read_bound(options.target, options.public, day(moment))
    return found, list(applying.compared(options.target, found, day(moment)))


def _apply(options: Options, planned: Sequence[Planned], bound: Bound, said: Deploy) -> int:
    """The number of the entry that says so, without which nothing is applied."""
    changing = [each for each in planned if not each.held.changes_nothing]
    applying.refuse_changed(changing[0], bound)
    number, head = options.ledger.add(Event.APPLIED, said)
    click.echo(f"applying: entry {number} of the ledger, head sha256:{head}")
    for each in changing:
        applying.refuse_changed(each, bound)
        applying.applied(each)
    return number
