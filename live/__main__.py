"""python -m live: judge the stack, deploy the judged bytes to a local AWS, tell a story, and leave nothing behind.

Exit status: 0 all happened as it must; 1 the gate is not open, or something else happened; 2 it could not be run here.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from typing import NoReturn

from rich.console import Console
from rich.table import Table

from gate.progress import step
from gate.run import judgements_on
from gate.synthesis import ROOT
from live.deployment import LEFT_OUT, Tampered
from live.missing import Missing
from live.story import Happened, told
from live.system import NotOpen, running
from live.terraform import TerraformFailed

REPORTS = ROOT / "reports"
NOT_AS_DUE, COULD_NOT_RUN = 1, 2
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
# By their order in the story: the status that each request must get.
DUE = (200, 200, 409, 200, 200, 422, 400, 400, 403, 403)
LAST_LINES = 12


def main() -> NoReturn:
    """Run it; the exit status says how it went."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        sys.exit(_run())
    except (NotOpen, Tampered) as refusal:
        _end(str(refusal), NOT_AS_DUE)
    except Missing as missing:
        _end(str(missing), COULD_NOT_RUN)
    except TerraformFailed as failure:
        said = [line for line in str(failure).splitlines() if line.strip()][:LAST_LINES]
        _end("the stack was not deployed:\n" + "\n".join(said), COULD_NOT_RUN)
    except KeyboardInterrupt:
        _end("interrupted; what was started is stopped and removed", INTERRUPTED)
    except Exception as error:
        _end(f"could not be run: {type(error).__name__}: {error}", COULD_NOT_RUN)


def _run() -> int:
    started = time.monotonic()
    (judgement,) = judgements_on((), REPORTS)
    with running((ROOT / judgement.file).parent, judgement) as system:
        deployed = time.monotonic()
        with step("telling the story"):
            happened = list(told(system))
        left_out, resources = system.deployment.left_out, system.deployment.resources
    console = Console()
    console.print(f"{judgement.file} {judgement.digest}: the gate is open, and these bytes were deployed:")
    console.print(
        f"{resources} resources in {deployed - started:.0f} s; the story took {time.monotonic() - deployed:.0f} s"
    )
    for address in left_out:
        console.print(f"not deployed: {address}: {LEFT_OUT[address.partition('.')[0]]}")
    console.print(_table(happened))
    wrong = [each.what for each, due in zip(happened, DUE, strict=True) if each.answer.status != due]
    for what in wrong:
        print(f"live: {what}: not the status that is due", file=sys.stderr)
    return NOT_AS_DUE if wrong else 0


def _table(happened: Sequence[Happened]) -> Table:
    table = Table()
    for heading in ("request", "status", "answer", "stored"):
        table.add_column(heading)
    for heading in ("events", "reviews", "alerts", "dead letters"):
        table.add_column(heading, justify="right")
    for each in happened:
        counts = (each.events, each.reviews, each.alerts, each.dead_letters)
        table.add_row(
            each.what,
            str(each.answer.status),
            _said(each),
            each.stored or "-",
            *(str(count or "-") for count in counts),
        )
    return table


def _said(each: Happened) -> str:
    answer = each.answer.json
    if "decision" in answer:
        again = ", as before" if answer["duplicate"] else ""
        return f"{answer['decision']}{again}: {', '.join(answer['reasons']) or 'nothing is wrong with it'}"
    if "errors" in answer:
        return "; ".join(f"{error['field']} {error['message']}" for error in answer["errors"])
    return str(answer.get("message", answer.get("status")))


def _end(reason: str, status: int) -> NoReturn:
    print(f"live: {reason}", file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
