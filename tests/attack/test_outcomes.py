"""What is kept of a run: that it is whole, that a run goes on where it was, and how it is counted."""

from collections import Counter
from pathlib import Path

import pytest

from attack import run as running
from attack.oracle import Harmless
from attack.outcomes import Outcomes, Sort, Unnoticed, keep, kept
from attack.score import score, stale
from attack.shares import Share, shares
from gate.own_rules import UNCLAIMED_ATTRIBUTE

QUEUE = "aws_sqs_queue"
NAME = Harmless((QUEUE,), ("name",), "a name grants nothing")
ONE = Unnoticed(QUEUE, "name", "another text", "the name is another", '"x"', is_equivalent=False)
OTHER = ONE._replace(path="policy")
FOUND = Outcomes(
    Counter(
        {
            Sort(QUEUE, "policy", "removed", ("FRAUD_QUEUE_1", "FRAUD_QUEUE_2")): 3,
            Sort(QUEUE, "policy:Statement", "removed", ("FRAUD_QUEUE_1",)): 2,
            Sort(QUEUE, "planted", "added", (UNCLAIMED_ATTRIBUTE,)): 4,
        }
    ),
    [ONE, OTHER, ONE._replace(is_equivalent=True), ONE._replace(kind="two edits", parts=(ONE, ONE))],
)


def test_what_is_kept_is_what_was_found(tmp_path: Path) -> None:
    keep(tmp_path / "share.json", FOUND)
    assert kept(tmp_path / "share.json") == FOUND
    assert kept(tmp_path / "another.json") is None


def test_each_mutant_is_counted_once() -> None:
    counted = score(FOUND, [NAME])
    assert counted.total.mutants == 13
    assert (counted.total.closed, counted.total.generally, counted.total.survived) == (9, 4, 1)
    assert (counted.total.harmless, counted.total.equivalent) == (2, 1)
    assert counted.survivors == [OTHER]
    assert counted.total.score == 0.9


def test_of_two_changes_both_must_be_harmless() -> None:
    both = ONE._replace(kind="two edits", parts=(ONE, OTHER))
    assert score(Outcomes(Counter(), [both]), [NAME]).survivors == [both]


def test_a_policy_is_alone_where_nothing_else_noticed() -> None:
    counted = score(FOUND, [NAME])
    assert counted.alone["FRAUD_QUEUE_1"] == Counter({(QUEUE, "policy:Statement"): 2})
    assert not counted.alone["FRAUD_QUEUE_2"]
    assert counted.by_attribute[QUEUE, "policy"] == {"FRAUD_QUEUE_1", "FRAUD_QUEUE_2"}


def test_an_entry_that_excuses_nothing_is_stale() -> None:
    needless = Harmless((QUEUE,), ("fifo_queue",), "it is none")
    assert stale(score(FOUND, [NAME, needless]), [NAME, needless]) == [needless]


def test_a_run_goes_on_where_it_was(output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "KEPT", tmp_path)
    wanted = shares(output, ["aws_xray_encryption_config", "aws_wafv2_web_acl_association"])
    first = next(iter(running.run(output, wanted[:1])))
    judged: list[Share] = []
    monkeypatch.setattr(running, "_judged", lambda _output, _folder, share: judged.append(share))
    assert next(iter(running.run(output, wanted))) == first
    assert len([*tmp_path.rglob("*.json")]) == 1


def test_what_was_judged_by_other_files_is_judged_again(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = running.deciding(output)
    monkeypatch.setattr(running, "DECIDING", ("attack", "policies"))
    assert running.deciding(output) != before
