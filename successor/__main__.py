"""python -m successor: it only reads, so that it can be run again however it ends."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

import click

from gate.synthesis import SynthesisFailed
from successor.command import successor
from successor.reviewed import CannotCompare

COULD_NOT, INTERRUPTED, TERMINATED = 2, 130, 143


def main() -> NoReturn:
    """Run the command line."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        successor.main(prog_name="python -m successor", standalone_mode=False)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted; nothing was changed", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(COULD_NOT)
    except OSError as error:
        _end(f"{error.filename}: {error.strerror}; run it again", COULD_NOT)
    except (CannotCompare, SynthesisFailed) as error:
        _end(str(error), COULD_NOT)


def _end(reason: str, status: int) -> NoReturn:
    print(f"successor: {' '.join(reason.split())}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
