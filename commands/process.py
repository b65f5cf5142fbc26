"""The process around a command: each of its ends has a status that means something."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from typing import NoReturn

import click
from botocore.exceptions import BotoCoreError, ClientError

STOPPED, COULD_NOT_RUN = 1, 2
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
AGAIN = "check credentials, region and permissions, and run it again"


class Stopped(RuntimeError):
    """Something is in the way; the message is one line, with the remedy. What was done stays done."""


@dataclass(frozen=True)
class Ending:
    """What a command says where it was interrupted, and where it fails in a way that nobody foresaw.

    The message of what is `foreseen` is said as it is: it could not be run.
    """

    interrupted: str
    failed: str
    foreseen: tuple[type[Exception], ...] = ()


def run(command: click.Command, name: str, ending: Ending) -> NoReturn:
    """Run it as `python -m NAME`. Of a failure of AWS's only the code is said: its message may repeat what was sent."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        command.main(prog_name=f"python -m {name}", standalone_mode=False)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT_RUN)
    except (click.Abort, KeyboardInterrupt):
        _end(name, ending.interrupted, INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(COULD_NOT_RUN)
    except Stopped as stopped:
        _end(name, str(stopped), STOPPED)
    except ending.foreseen as error:
        _end(name, str(error), COULD_NOT_RUN)
    except OSError as error:
        # Of one that names no file, such as of a connection, the message may repeat what was sent.
        is_of_file = error.filename and error.strerror
        reason = f"{error.filename}: {error.strerror}" if is_of_file else f"could not go on: {type(error).__name__}"
        _end(name, f"{reason}; {ending.failed}", COULD_NOT_RUN)
    except Exception as error:
        _end(name, f"could not go on: {reason_of(error) or f'{type(error).__name__}; {ending.failed}'}", COULD_NOT_RUN)


def reason_of(error: Exception) -> str:
    """In one line, of what boto3 raises; empty for anything else."""
    if isinstance(error, ClientError):
        return f"{error.operation_name} answers {error.response['Error']['Code']}; {AGAIN}"
    return f"{error}; {AGAIN}" if isinstance(error, BotoCoreError) else ""


def _end(name: str, reason: str, status: int) -> NoReturn:
    said = "".join(char for char in " ".join(reason.split()) if char.isprintable()).replace("##", "# #")
    print(f"{name}: {said}", file=sys.stderr)
    sys.exit(status)
