"""python -m training: trains the shipped fraud model again, measures it, or evaluates it on recorded payments."""

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lambdas.fraud_analyzer import model, rules

from . import bench, drift, evaluate, fit, labels, shipped, transactions
from .arguments import parser
from .card import card
from .listing import listing
from .shipped import Boost

SHIPPED = Path(model.__file__).with_name("model.json")
# What a reviewer reads, and no function needs: neither is packed.
LISTING = Path(__file__).with_name("shipped-model.txt")
FIGURES = LISTING.with_name("shipped-figures.json")
# What takes minutes to measure, and the model card is written from.
BENCHED, LABELS = LISTING.with_name("bench-figures.json"), LISTING.with_name("label-figures.json")
CARD = Path(__file__).parent.parent / "docs" / "model-card.md"
# The status of what failed; of drift, 1 says that something has drifted.
COULD_NOT = {False: 1, True: 2}
# What the stack states.
REVIEW_LIMIT = 5000


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says; what fails is told in one line."""
    given = parser().parse_args(arguments)
    try:
        status = _run(given)
    except (OSError, ValueError, ModuleNotFoundError) as failure:
        known = not isinstance(failure, ModuleNotFoundError)
        print(f"training: {failure if known else f'{failure}; install training/requirements.lock'}", file=sys.stderr)
        status = COULD_NOT[given.command == "drift"]
    if status:
        sys.exit(status)


def _run(given: argparse.Namespace) -> int:
    progress = _progress if not given.quiet else lambda _: None
    if given.command == "evaluate":
        read = transactions.payments(given.transactions, progress)
        evaluation = evaluate.evaluated(read, model.load(), _boost("PROTOCOL"), progress)
        print(json.dumps(evaluation.as_json(), indent=2) if given.json else evaluate.report(evaluation))
    elif given.command == "show":
        print(listing(model.read(given.file.read_text(encoding="utf-8"))), end="")
    elif given.command == "bench":
        figures = bench.benched(model.load(), rules.load(REVIEW_LIMIT), _boost("PROTOCOL"), progress)
        keep(BENCHED, figures)
    elif given.command == "labels":
        keep(LABELS, labels.simulated(model.load(), rules.load(REVIEW_LIMIT), progress))
    elif given.command == "card":
        CARD.write_text(written_card(), encoding="utf-8")
    elif given.command == "fit":
        _fit(given, progress)
    elif given.command == "drift":
        return _drift(given, progress)
    else:
        text, figures = shipped.trained(_boost("MIXTURE"), progress)
        ship(text, figures)
        print(FIGURES.read_text(encoding="utf-8"), end="")
    return 0


def _fit(given: argparse.Namespace, progress: fit.Progress) -> None:
    if given.out.exists():
        raise ValueError(f"{given.out}: is there already; name a new file")
    read = transactions.payments(given.transactions, progress)
    done = fit.fitted(read, model.load(), _boost("PROTOCOL"), given.effective, progress)
    with given.out.open("x", encoding="utf-8") as stream:
        stream.write(done.text)
    print(f"{given.out}: {model.read(done.text).version}, of {done.payments:,} payments, {done.frauds:,} of them fraud")


def _drift(given: argparse.Namespace, progress: drift.Progress) -> int:
    before, after = (transactions.payments(files, progress) for files in (given.before, given.after))
    found = drift.shifts(before, after, model.load(), given.warm_up, progress)
    print(drift.report(found))
    return int(any(shift.word == "drifted" for shift in found))


def ship(text: str, figures: dict[str, Any]) -> None:
    """Write the model's file beside the function's code, and beside this module the same for its reviewers."""
    SHIPPED.write_text(text, encoding="utf-8")
    LISTING.write_text(listing(model.read(text)), encoding="utf-8")
    keep(FIGURES, figures)


def written_card() -> str:
    """Return the model card, from the shipped model and the figures that were measured."""
    benched, labelled = (json.loads(file.read_text(encoding="utf-8")) for file in (BENCHED, LABELS))
    return card(model.load(), benched, labelled)


def keep(file: Path, figures: dict[str, Any]) -> None:
    """Write figures as JSON that can be reviewed line by line."""
    file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _boost(settings: str) -> Boost:
    # Imported here, so that the help and the reading of files need none of what training needs.
    from . import boosting  # noqa: PLC0415

    return partial(boosting.boosted, settings=getattr(boosting, settings))


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
