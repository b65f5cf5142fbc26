"""How far a run is: a moving line on a terminal, few plain lines in a log."""

import io
from dataclasses import dataclass, field

import pytest

from redrive.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Shown:
    """A run of so many seconds that says each tenth of a second how far it is."""

    stream: io.StringIO
    clock: Clock = field(default_factory=Clock)

    def after(self, seconds: int) -> str:
        progress = Progress(self.stream, self.clock)
        for tenth in range(seconds * 10):
            self.clock.now = 100 + tenth / 10
            progress.show(f"{tenth} done")
        progress.clear()
        return self.stream.getvalue()


def test_a_log_gets_a_plain_line_each_time_the_run_is_twice_as_old() -> None:
    assert Shown(io.StringIO()).after(100).splitlines() == [
        "100 done, after 10 seconds",
        "200 done, after 20 seconds",
        "400 done, after 40 seconds",
        "800 done, after 80 seconds",
    ]


def test_a_run_that_is_soon_over_says_nothing_in_a_log() -> None:
    assert Shown(io.StringIO()).after(9) == ""


def test_a_terminal_gets_one_line_that_is_written_over_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    shown = Shown(Terminal()).after(10)
    assert "\n" not in shown
    assert shown.startswith("\r2 done\r")
    assert shown.endswith(f"\r{' ' * len('98 done')}\r")


@pytest.mark.parametrize("term", [None, "", "dumb", "unknown"])
def test_a_terminal_that_only_prints_is_a_log(term: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term or "")
    if term is None:
        monkeypatch.delenv("TERM")
    assert Shown(Terminal()).after(11) == "100 done, after 10 seconds\n"


def test_no_line_is_longer_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "20")
    progress = Progress(Terminal(), clock := Clock())
    clock.now += 1
    progress.show("x" * 100)
    assert isinstance(progress.stream, Terminal)
    assert progress.stream.getvalue() == "\r" + "x" * 19


def test_on_a_terminal_a_line_is_five_times_a_second_as_long_as_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    stream = Terminal()
    progress = Progress(stream, clock := Clock(0.0))
    for now, text in ((0.1, "early"), (0.2, "12 done"), (0.3, "early"), (0.4, "7 done"), (0.7, "8 done")):
        clock.now = now
        progress.show(text)
    assert stream.getvalue() == "\r12 done\r7 done \r8 done"
    progress.clear()
    assert stream.getvalue() == "\r12 done\r7 done \r8 done\r      \r"
    progress.clear()
    clock.now = 1.0
    progress.show("9 done")
    assert stream.getvalue() == "\r12 done\r7 done \r8 done\r      \r\r9 done"


def test_a_log_says_how_long_it_took_with_commas_from_when_it_began() -> None:
    stream = io.StringIO()
    progress = Progress(stream, clock := Clock(5.0))
    for now in (14.9, 15.0, 24.9, 1_239.0):
        clock.now = now
        progress.show("1 done")
    assert stream.getvalue() == "1 done, after 10 seconds\n1 done, after 1,234 seconds\n"


def test_what_is_shown_stands_on_standard_error_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(clock=(clock := Clock()))
    clock.now += 10
    progress.show("1 done")
    assert tuple(capsys.readouterr()) == ("", "1 done, after 10 seconds\n")
