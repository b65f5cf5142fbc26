"""Whether CloudTrail records who reads or writes a row of a table, and who uses a key."""

from __future__ import annotations

from collections.abc import Iterator

from gate.preflight.needs import Needs
from gate.preflight.precondition import Precondition, missing, ok
from gate.preflight.questions import CALLER, TRAILS, Answers, Question, rows, value
from gate.preflight.selectors import READS, TABLE, WRITES, Events, recorded

TABLE_EVENTS = f"have a trail record data events of {TABLE}, reads and writes: aws cloudtrail put-event-selectors"
KEY_EVENTS = "have a trail record management events, reads and writes, KMS among them"


def status_of(trail: str) -> Question:
    """Whether a trail is recording; by its ARN, since it may be another region's or the organization's."""
    return Question("cloudtrail:GetTrailStatus", trail, "cloudtrail", "get_trail_status", {"Name": trail})


def selectors_of(trail: str) -> Question:
    """What a trail records."""
    return Question("cloudtrail:GetEventSelectors", trail, "cloudtrail", "get_event_selectors", {"TrailName": trail})


def about_trails(needs: Needs, answers: Answers) -> Iterator[Question]:
    """What is asked of each trail of the region, once it is known which there are."""
    for trail in _trails(needs, answers):
        yield from (status_of(trail), selectors_of(trail))


def trails(needs: Needs, answers: Answers) -> Iterator[Precondition]:
    """A line for each table, and one for the keys; none where an answer that is lacking could change it."""
    account = value(answers, CALLER, "Account")
    if TRAILS not in answers or account is None:
        return
    sessions = tuple(f"arn:aws:sts::{account}:assumed-role/{role.get('name')}/" for role in needs.of("aws_iam_role"))
    for table in sorted(str(table.get("name")) for table in needs.of("aws_dynamodb_table")):
        rows_of = Events(f"arn:aws:dynamodb:{needs.region}:{account}:table/{table}", sessions)
        yield from _said(f"records of reads and writes of {table}", TABLE_EVENTS, needs, answers, rows_of)
    yield from _said("records of the use of keys", KEY_EVENTS, needs, answers, None)


def _trails(needs: Needs, answers: Answers) -> Iterator[str]:
    """The ARNs of those that record this region, the organization's among them."""
    for trail in rows(answers, TRAILS, "trailList"):
        if trail.get("IsMultiRegionTrail") is True or trail.get("HomeRegion") == needs.region:
            yield str(trail.get("TrailARN"))


def _said(title: str, remedy: str, needs: Needs, answers: Answers, events: Events | None) -> Iterator[Precondition]:
    running = [trail for trail in _trails(needs, answers) if value(answers, status_of(trail), "IsLogging") is True]
    kinds = frozenset(kind for trail in running for kind in recorded(answers.get(selectors_of(trail)), events))
    if lacking := {READS, WRITES} - kinds:
        if all(question in answers for question in about_trails(needs, answers)):
            yield missing(title, f"no trail of the region records {' or '.join(sorted(lacking))}", remedy)
    else:
        yield ok(title, "are made by CloudTrail")
