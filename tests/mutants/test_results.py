"""What is kept, what is accepted, and what the score says."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.mutants.accepted import BrokenList, accepted, stale
from tests.mutants.kept import Kept, digest
from tests.mutants.mutant import Key, Mutant
from tests.mutants.score import as_json, scored
from tests.mutants.subjects import Subject, of_day, subjects
from tests.mutants.trying import tried

ROOT = Path(__file__).resolve().parents[2]
ROW = """[[survivor]]
file = "policies/queues/a.py"
scope = ""
operator = "number"
was = "LIMIT = 1"
becomes = "LIMIT = 2"
class = "stricter"
because = "nobody builds one of a single second"
"""
FIRST = Mutant("policies/queues/a.py", "", "number", "LIMIT = 1", "LIMIT = 2", "LIMIT = 2\n")
SECOND = Mutant("policies/queues/a.py", "", "number", "MOST = 5", "MOST = 6", "MOST = 6\n")
SUBJECT = Subject("queues", ("policies/queues/a.py",))


class Interrupted(BaseException):
    """What a signal raises."""


class Judge:
    """Notices what it is told to, and counts what it is asked."""

    def __init__(self, noticed: set[Mutant], stop_at: int = 99) -> None:
        self.asked: list[Mutant] = []
        self._noticed, self._stop_at = noticed, stop_at

    def killed_by(self, mutant: Mutant) -> str:
        if len(self.asked) == self._stop_at:
            raise Interrupted
        self.asked.append(mutant)
        return "the examples" if mutant in self._noticed else ""


def quiet(_: str) -> None:
    """Tells nobody."""


def begin(judge: Judge) -> Callable[[], Judge]:
    return lambda: judge


def test_a_survivor_is_told_and_a_killed_one_is_counted(tmp_path: Path) -> None:
    told: list[str] = []
    kept = Kept(tmp_path / "kept", "same")
    came = list(tried([FIRST, SECOND], begin(Judge({FIRST})), kept, told.append))
    score = scored(SUBJECT, came, {}, 1.0)
    assert (score.mutants, score.killed, list(score.unreasoned)) == (2, 1, [SECOND])
    assert (score.percent, score.good) == (50.0, False)
    assert told == ["2 of 2: survived: policies/queues/a.py, number: MOST = 5 -> MOST = 6"]
    assert as_json([score], "2026-11-27", "abc")["subjects"]["queues"]["survived_without"] == [SECOND.key._asdict()]


def test_an_accepted_survivor_counts_neither_for_nor_against(tmp_path: Path) -> None:
    came = [(FIRST, "the examples"), (SECOND, "")]
    score = scored(SUBJECT, came, {SECOND.key: "stricter: it is"}, 1.0)
    assert (score.killed, len(score.reasoned), score.percent, score.good) == (1, 1, 100.0, True)


def test_one_survivor_without_a_reason_is_one_too_many_however_high_the_score() -> None:
    killed = [(FIRST, "the examples")] * 99
    score = scored(SUBJECT, [*killed, (SECOND, "")], {}, 1.0)
    assert (score.percent, score.good) == (99.0, False)


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    stopped = Judge({FIRST}, stop_at=1)
    with pytest.raises(Interrupted):
        list(tried([FIRST, SECOND], begin(stopped), Kept(tmp_path / "kept", "same"), quiet))
    with (tmp_path / "kept").open("a") as file:
        file.write('["cut sho')
    again = Judge(set())
    came = list(tried([FIRST, SECOND], begin(again), Kept(tmp_path / "kept", "same"), quiet))
    assert again.asked == [SECOND]
    assert came == [(FIRST, "the examples"), (SECOND, "")]


def test_what_was_judged_by_other_tests_is_judged_again(tmp_path: Path) -> None:
    list(tried([FIRST], begin(Judge({FIRST})), Kept(tmp_path / "kept", "same"), quiet))
    again = Judge(set())
    assert list(tried([FIRST], begin(again), Kept(tmp_path / "kept", "other"), quiet)) == [(FIRST, "")]


def test_a_digest_moves_with_a_name_and_with_a_content(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1")
    second.write_text("1")
    digests = {digest([first]), digest([second]), digest([first, second])}
    first.write_text("2")
    assert len(digests | {digest([first])}) == 4


def test_a_row_that_matches_no_survivor_is_told(tmp_path: Path) -> None:
    (tmp_path / "accepted.toml").write_text(ROW)
    reasons = accepted(tmp_path / "accepted.toml")
    assert reasons == {FIRST.key: "stricter: nobody builds one of a single second"}
    assert stale(reasons, [FIRST, SECOND], [FIRST]) == []
    (line,) = stale(reasons, [FIRST, SECOND], [SECOND])
    assert line.startswith("policies/queues/a.py: accepted as a survivor, and is none: 'LIMIT = 1' -> 'LIMIT = 2'")
    assert stale(reasons, [SECOND._replace(file="policies/queues/b.py")], []) == []


@pytest.mark.parametrize(
    "text",
    [
        ROW.replace('class = "stricter"', 'class = "fine"'),
        ROW.replace('because = "nobody builds one of a single second"', 'because = ""'),
        ROW.replace('operator = "number"\n', ""),
        ROW + 'line = "7"\n',
        ROW + ROW,
    ],
)
def test_a_row_without_a_class_or_a_reason_or_twice_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "accepted.toml").write_text(text)
    with pytest.raises(BrokenList, match=r"policies/queues/a\.py"):
        accepted(tmp_path / "accepted.toml")


def test_each_accepted_survivor_is_in_a_file_that_is_mutated_and_its_line_is_there() -> None:
    files = {file for subject in subjects(ROOT).values() for file in subject.files}
    for key in accepted():
        assert key.file in files, key
        lines = " ".join(line.strip() for line in (ROOT / key.file).read_text().splitlines())
        assert key.was in lines, key


def test_each_subject_has_its_day_of_the_week() -> None:
    known = subjects(ROOT)
    days = [of_day(known, ROOT, date(2026, 11, 23) + timedelta(days=number)) for number in range(7)]
    assert sorted(name for names in days for name in names) == sorted(known)
    assert all(days)
    assert Key._fields == Mutant._fields[:5]
