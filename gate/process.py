"""The process around the command line: how it ends, and with which status.

Each way to end has its own exit status. An unforeseen error is no verdict: its status is 2, where Python's own would be
1, that of a closed gate.
"""

import signal
import sys
from typing import NoReturn

COULD_NOT_JUDGE = 2
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


def main() -> NoReturn:
    """Runs the command line; the exit status is the verdict's."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        # Imported in here, so that a module that does not import ends as every other error does.
        from gate.streams import prepare  # noqa: PLC0415

        prepare()
        _run()
    except KeyboardInterrupt:
        _end("interrupted, nothing was judged", INTERRUPTED)
    except Exception as error:
        _end(f"could not judge: {type(error).__name__}: {error}", COULD_NOT_JUDGE)


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
