"""python -m teardown: the process around the command line; each of its ends has a status that means something."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

import click
from botocore.exceptions import BotoCoreError, ClientError

from teardown.command import teardown
from teardown.stopped import Stopped

IN_THE_WAY, COULD_NOT_RUN = 1, 2
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM


def main() -> NoReturn:
    """Run it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        teardown.main(prog_name="python -m teardown", standalone_mode=False)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT_RUN)
    except (click.Abort, KeyboardInterrupt):
        _end("interrupted; run it again to go on", INTERRUPTED)
    except Stopped as stopped:
        _end(str(stopped), IN_THE_WAY)
    except ClientError as error:
        reason = f"{error.operation_name} answers {error.response['Error']['Code']}"
        _end(f"could not go on: {reason}; check credentials, region and permissions, and run it again", COULD_NOT_RUN)
    except BotoCoreError as error:
        _end(f"could not go on: {error}; check credentials, region and permissions, and run it again", COULD_NOT_RUN)


def _end(reason: str, status: int) -> NoReturn:
    said = "".join(char for char in " ".join(reason.split()) if char.isprintable()).replace("##", "# #")
    print(f"teardown: {said}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
