"""python -m attack: what went wrong is told in one line, and what was judged is kept."""

from __future__ import annotations

import os
import sys
from concurrent.futures.process import BrokenProcessPool
from typing import NoReturn

import click

from attack.command import attack
from attack.oracle import BrokenOracle
from live.missing import Missing
from live.terraform import TerraformFailed
from policies.core.rulebook import BrokenRulebook
from policies.core.terraform_file import Unreadable

COULD_NOT, INTERRUPTED = 2, 130


def main() -> NoReturn:
    """Run the command line."""
    try:
        attack.main(prog_name="python -m attack", standalone_mode=False)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted; the next run goes on where this one was", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(COULD_NOT)
    except BrokenProcessPool:
        _end("a process was killed while it judged, perhaps for want of memory; run it again with --type", COULD_NOT)
    except OSError as error:
        _end(f"{error.filename}: {error.strerror}; run `make gate` for the stacks", COULD_NOT)
    except (BrokenOracle, BrokenRulebook, Unreadable, Missing, TerraformFailed) as error:
        _end(str(error), COULD_NOT)


def _end(reason: str, status: int) -> NoReturn:
    print(f"attack: {' '.join(reason.split())}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
