"""python -m fuzzing: however it ends, no process is left behind."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

import click

from fuzzing.command import fuzzing

FOUND, COULD_NOT, INTERRUPTED, TERMINATED = 1, 2, 130, 143


def main() -> NoReturn:
    """Run the command line; what cannot be run is told in one line."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        fuzzing.main(prog_name="python -m fuzzing", standalone_mode=False)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted; what was reached is in .fuzzing, and the next run goes on from there", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(COULD_NOT)
    except OSError as error:
        _end(f"{error.filename or 'the engine'}: {error.strerror or error}", COULD_NOT)


def _end(reason: str, status: int) -> NoReturn:
    print(f"fuzzing: {' '.join(reason.split())}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
