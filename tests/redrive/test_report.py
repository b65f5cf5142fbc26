"""What is said while letters are read and settled, and of those whose turn did not come."""

import io

import pytest

from redrive.progress import Progress
from redrive.report import Report, now
from redrive.system import Result
from tests.redrive.test_order import kept, received


class Told(Progress):
    """Notes what it is to show."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.cleared = 0

    def show(self, text: str) -> None:
        self.texts.append(text)

    def clear(self) -> None:
        self.cleared += 1


def test_how_many_are_read_and_how_many_wait_is_shown_and_those_that_wait_are_left() -> None:
    report = Report(20, told := Told())
    letters = [received(now(), kept("not_stored", f"t-{each}")) for each in range(1_003)]
    for each in letters:
        report.planned(each)
    assert (told.texts[0], told.texts[-1]) == ("1 letters read", "1,003 letters read")
    report.heard(letters[0], Result("done", "settled"))
    report.heard(letters[1], Result("failed", "it failed"))
    report.how_far()
    assert told.texts[-1] == "1 done, 1 failed, 0 left, 1,001 to go"
    report.say_done()
    assert report.counts == {("not_stored", "done"): 1, ("not_stored", "failed"): 1, ("not_stored", "left"): 1_001}


def test_room_is_made_for_each_line_and_no_more_are_lines_than_asked(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(2, told := Told())
    for sent in range(3):
        report.looked(received(sent, kept("not_stored")), "would be done")
    assert told.texts == ["1 letters read", "2 letters read", "3 letters read"]
    assert told.cleared == 2
    assert [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()] == ["0", "1"]
    for sent in range(3):
        each = received(sent, kept("not_stored"))
        report.heard(each, Result("done", "settled"))
    assert len(capsys.readouterr().out.splitlines()) == 2


class Pipe(io.StringIO):
    """Notes what had been written when it was flushed."""

    def __init__(self) -> None:
        super().__init__()
        self.flushed: list[str] = []

    def flush(self) -> None:
        self.flushed.append(self.getvalue())


def test_who_reads_lines_from_a_pipe_gets_each_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", pipe := Pipe())
    Report(1, Told()).looked(received(1, kept("not_stored")), "would be done")
    assert pipe.flushed[-1].endswith("\twould be done\n")


def test_the_reasons_of_what_is_not_done_come_by_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(0, Told())
    for words in ("rare", "often", "often"):
        report.heard(received(1, kept("not_stored")), Result("failed", words))
    report.heard(received(1, kept("not_stored")), Result("done", "settled"))
    report.say_done()
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[2:] == [
        "2 not_stored failed: often",
        "1 not_stored failed: rare",
        "1 done, 3 failed, 0 left",
    ]
