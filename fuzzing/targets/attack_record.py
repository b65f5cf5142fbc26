"""The record of the attack on the rulebook (gate/asked/attack.py), which the report shows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzzing.given_file import given
from fuzzing.oracle import deeply, refused, require
from fuzzing.targets.strict_json import accepted
from gate.asked.attack import BrokenRecordOfTheAttack, load_attack
from policies.core.strict_json import loads


def run(data: bytes) -> None:
    """Reads the record as the gate does."""
    try:
        found = load_attack(given(data, "record.json"))
    except BrokenRecordOfTheAttack as error:
        refused(error)
        return
    text = data.decode()
    with deeply():
        accepted(text, loads(text))
    said = json.loads(text)
    require(
        found is not None and found.total._asdict().items() <= said["total"].items(),
        "counts other mutants than the file says",
    )
    if found is not None:
        require(found.kinds.keys() == said["kinds"].keys(), "tells of other kinds of mutants")
        require(
            all(count._asdict().items() <= said["kinds"][kind].items() for kind, count in found.kinds.items()),
            "counts others",
        )
        require([*found.survivors] == said["survivors"], "tells of other survivors")
        require(found.total.mutants >= found.total.must_close >= 0, "counts fewer mutants than none")


def seeds() -> Iterator[bytes]:
    """A small record."""
    count = {"closed": 9, "generally": 1, "harmless": 2, "equivalent": 1, "survived": 0}
    harmless = [{"count": 2, "types": ["aws_sqs_queue"], "paths": ["tags"], "reason": "names alone"}]
    about = {"date": "2026-11-27", "commit": "a" * 40, "judged": {"account": "sha256:00"}, "survivors": []}
    more = {"attributes": {"aws_sqs_queue.name": ["FRAUD_QUEUE_1"]}, "harmless": harmless}
    yield json.dumps({**about, "total": count, "kinds": {"remove": count}, **more}).encode()
