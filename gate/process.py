"""The process around the command line: how it ends, and with which status.

Each way to end has its own exit status. An unforeseen error is no verdict: its status is 2, where Python's own would be
1, that of a closed gate.
"""

import signal
import sys
from types import FrameType
from typing import NoReturn

COULD_NOT_JUDGE = 2
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
HUNG_UP = 128 + signal.SIGHUP
# Checkov evaluates expressions by it, and it catches whatever is raised meanwhile, so that a run would go on.
CATCHES_ALL = "asteval"
SOON = 0.01  # seconds


def main() -> NoReturn:
    """Runs the command line; the exit status is the verdict's."""
    listen()
    try:
        # Imported in here, so that a module that does not import ends as every other error does.
        from gate.streams import prepare  # noqa: PLC0415

        prepare()
        _run()
    except KeyboardInterrupt:
        _end("interrupted, nothing was judged", INTERRUPTED)
    except Exception as error:
        _end(f"could not judge: {type(error).__name__}: {error}", COULD_NOT_JUDGE)


def listen() -> None:
    """Has each signal that is to end us raise what ends us in order."""
    end_by(signal.SIGTERM, SystemExit(TERMINATED))
    # Whoever starts us in the background may have had these ignored.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        end_by(signal.SIGINT, KeyboardInterrupt())
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        end_by(signal.SIGHUP, SystemExit(HUNG_UP))


def end_by(number: signal.Signals, error: BaseException) -> None:
    """Has the signal raise this, once nothing is under way that would catch it."""

    def arrived(_: int, frame: FrameType | None) -> None:
        if not _is_caught(frame):
            raise error
        signal.signal(signal.SIGALRM, arrived)
        signal.setitimer(signal.ITIMER_REAL, SOON)

    signal.signal(number, arrived)


def _is_caught(frame: FrameType | None) -> bool:
    while frame:
        if str(frame.f_globals.get("__name__")).partition(".")[0] == CATCHES_ALL:
            return True
        frame = frame.f_back
    return False


def _run() -> NoReturn:
    import click  # noqa: PLC0415

    from gate.cli.command import gate  # noqa: PLC0415

    try:
        sys.exit(gate.main(prog_name="gate", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT_JUDGE)
    except click.Abort:
        raise KeyboardInterrupt from None


def _end(reason: str, status: int) -> NoReturn:
    # As gate.words.printable, which may be what does not import: an error may repeat what a file says.
    said = "".join(char for char in " ".join(reason.split()) if char.isprintable()).replace("##", "# #")
    print(f"gate: {said}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
