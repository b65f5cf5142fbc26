"""python -m training: trains the shipped fraud model again, measures it, or evaluates it on recorded payments."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial

from lambdas.fraud_analyzer import model, rules

from . import bench, drift, evaluate, files, fit, labels, shipped, transactions
from .arguments import parser
from .listing import listing
from .shipped import Boost

# What the stack states.
REVIEW_LIMIT = 5000
# The status of what failed; of drift, 1 says that something has drifted.
COULD_NOT = {False: 1, True: 2}

Progress = Callable[[str], None]


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says; what fails is told in one line."""
    given = parser().parse_args(arguments)
    try:
        status = COMMANDS.get(given.command, _train)(given, _progress if not given.quiet else lambda _: None)
    except (OSError, ValueError, ModuleNotFoundError) as failure:
        known = not isinstance(failure, ModuleNotFoundError)
        print(f"training: {failure if known else f'{failure}; install training/requirements.lock'}", file=sys.stderr)
        status = COULD_NOT[given.command == "drift"]
    if status:
        sys.exit(status)


def _train(_: argparse.Namespace, progress: Progress) -> int:
    files.ship(*shipped.trained(_boost("MIXTURE"), progress))
    print(files.FIGURES.read_text(encoding="utf-8"), end="")
    return 0


def _evaluate(given: argparse.Namespace, progress: Progress) -> int:
    read = transactions.payments(given.transactions, progress)
    evaluation = evaluate.evaluated(read, model.load(), _boost("PROTOCOL"), progress)
    print(json.dumps(evaluation.as_json(), indent=2) if given.json else evaluate.report(evaluation))
    return 0


def _show(given: argparse.Namespace, _: Progress) -> int:
    print(listing(model.read(given.file.read_text(encoding="utf-8"))), end="")
    return 0


def _bench(_: argparse.Namespace, progress: Progress) -> int:
    files.keep(files.BENCHED, bench.benched(model.load(), rules.load(REVIEW_LIMIT), _boost("PROTOCOL"), progress))
    return 0


def _labels(_: argparse.Namespace, progress: Progress) -> int:
    files.keep(files.LABELS, labels.simulated(model.load(), rules.load(REVIEW_LIMIT), progress))
    return 0


def _card(given: argparse.Namespace, _: Progress) -> int:
    files.write_card(given.html)
    return 0


def _fit(given: argparse.Namespace, progress: Progress) -> int:
    if given.out.exists():
        raise ValueError(f"{given.out}: is there already; name a new file")
    read = transactions.payments(given.transactions, progress)
    done = fit.fitted(read, model.load(), _boost("PROTOCOL"), given.effective, progress)
    with given.out.open("x", encoding="utf-8") as stream:
        stream.write(done.text)
    print(f"{given.out}: {model.read(done.text).version}, of {done.payments:,} payments, {done.frauds:,} of them fraud")
    return 0


def _drift(given: argparse.Namespace, progress: Progress) -> int:
    before, after = (transactions.payments(period, progress) for period in (given.before, given.after))
    found = drift.shifts(before, after, model.load(), given.warm_up, progress)
    print(drift.report(found))
    return int(any(shift.word == "drifted" for shift in found))


COMMANDS = {
    "evaluate": _evaluate,
    "show": _show,
    "bench": _bench,
    "labels": _labels,
    "card": _card,
    "fit": _fit,
    "drift": _drift,
}


def _boost(settings: str) -> Boost:
    # Imported here, so that the help and the reading of files need none of what training needs.
    from . import boosting  # noqa: PLC0415

    return partial(boosting.boosted, settings=getattr(boosting, settings))


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
