"""python -m redrive: the process around the command line; each of its ends has a status that means something."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

import click
from botocore.exceptions import BotoCoreError, ClientError

from redrive.command import redrive
from redrive.system import Failed

STOPPED, COULD_NOT_RUN = 1, 2
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


def main() -> NoReturn:
    """Run it. What was received and not settled is given back to its queue, however it ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        redrive.main(prog_name="python -m redrive", standalone_mode=False)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT_RUN)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted; the letter in progress is settled, or back in its queue", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(COULD_NOT_RUN)
    except Failed as failure:
        _end(f"stopped: {failure}; fix the cause, and run it again", STOPPED)
    except ClientError as error:
        # Not its message, which may repeat what the letter holds.
        reason = f"{error.operation_name} answers {error.response['Error']['Code']}"
        _end(f"could not go on: {reason}; check credentials, region and permissions, and run it again", COULD_NOT_RUN)
    except BotoCoreError as error:
        _end(f"could not go on: {error}; check credentials, region and permissions, and run it again", COULD_NOT_RUN)
    except Exception as error:
        _end(f"could not go on: {type(error).__name__}; nothing was deleted that was not settled", COULD_NOT_RUN)


def _end(reason: str, status: int) -> NoReturn:
    said = "".join(char for char in " ".join(reason.split()) if char.isprintable()).replace("##", "# #")
    print(f"redrive: {said}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
