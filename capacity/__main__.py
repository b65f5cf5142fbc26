"""python -m capacity: nothing is written unless all of it was simulated."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from capacity.command import capacity
from capacity.prices import Unpriced
from policies.core.terraform_file import Unreadable

COULD_NOT, INTERRUPTED = 2, 130


def main() -> NoReturn:
    """Run the command line; what fails is told in one line."""
    try:
        capacity.main(prog_name="python -m capacity", standalone_mode=False)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted; nothing was written", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(COULD_NOT)
    except OSError as error:
        _end(f"{error.filename}: {error.strerror}; name a cdk.tf.json, or run `make gate` for one", COULD_NOT)
    except Unreadable as error:
        _end(f"{error}; give a cdk.tf.json as it was synthesized", COULD_NOT)
    except Unpriced as error:
        _end(str(error), COULD_NOT)


def _end(reason: str, status: int) -> NoReturn:
    print(f"capacity: {' '.join(reason.split())}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
