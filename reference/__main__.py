"""`python -m reference codes` and `python -m reference rates`: write the validator's lists anew, to be reviewed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "lambdas" / "transaction_validator"


def written(content: Mapping[str, Any]) -> str:
    """Return a list as its file holds it: an entry a line, so that a change of one is a line of the diff."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def files(what: str) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what makes each file; ImportError without the packages of the extra `dev`."""
    from reference import codes, rates  # noqa: PLC0415 - so that a wrong command needs no package

    made = {
        "codes": {"currencies.json": codes.currencies, "countries.json": codes.countries},
        "rates": {"rates.json": rates.rates},
    }
    return made[what]


def main(arguments: list[str]) -> int:
    """Write the files of one kind; 2 for any other command."""
    if arguments not in (["codes"], ["rates"]):
        print("usage: python -m reference codes|rates", file=sys.stderr)
        return 2
    for name, make in files(arguments[0]).items():
        (FOLDER / name).write_text(written(make()), encoding="utf-8")
        print(f"wrote {name}; review what changed: git diff lambdas/transaction_validator/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
