"""What a command says where it is interrupted, and would otherwise say of a verdict that nobody asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from gate.process import HUNG_UP, INTERRUPTED, TERMINATED


@contextmanager
def interrupted(said: str) -> Iterator[None]:
    """Ends the process with this line where a signal is to end it."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except SystemExit as ended:
        if ended.code not in {HUNG_UP, TERMINATED}:
            raise
        status = int(ended.code)
    else:
        return
    # The terminal may be gone.
    with suppress(OSError):
        click.echo(f"gate: interrupted: {said}", err=True)
    sys.exit(status)
