"""python -m training.export: the system's own payments and verdicts, as a file that training and backtest read."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from . import rows
from .recorded import Recorded, recorded, write
from .rows import Row

HELP = """\
Write the rows of the table transactions, with the verdicts that came back, as a
file of recorded payments: CSV, for `python -m training evaluate`, `drift` and
`fit`, and for `python -m backtest`. It reads and writes nothing else.

A payment that nobody has reported for 30 days counts as honest, and younger
ones are left out (--honest-after). --known-by takes what was known by that day.
Cards, terminals and merchants are numbered: no token is in the file, and the
numbers of two files have nothing to do with each other. It is still a record of
what people paid: keep it where you may keep such data, and delete it after use.

--table reads the deployed table with your own AWS credentials and region: that
takes dynamodb:Scan on it and kms:Decrypt with its key, which nobody has by
default. --rows reads what DynamoDB exported, an item a line.

Examples:
  .venv/bin/python -m training.export --table --since 2026-08-01 --out rows.csv
  .venv/bin/python -m training.export --rows export.jsonl --out rows.csv

Exit status:
  0  the file is written
  1  it is not: a row cannot be read, the file is there, or no row is left
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file and say what is in it; what fails is told in one line."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if not given.out or not (given.table or given.rows):
        parser.error("name --out, and --table or --rows")
    try:
        found = recorded(_rows(given), known_by=given.known_by, honest_after=given.honest_after)
        if not found.lines:
            raise ValueError(f"no row is left{_why(found)}; name a longer time")
        write(given.out, found.lines)
    except FileExistsError:
        return _failed(f"{given.out}: is there already; name a new file")
    except (OSError, ValueError) as failure:
        return _failed(str(failure))
    print(f"{given.out}: {len(found.lines):,} payments, {found.frauds:,} of them fraud{_why(found)}")
    return 0


def _rows(given: argparse.Namespace) -> Iterable[Row]:
    if not given.table:
        read = chain.from_iterable(rows.rows(file) for file in given.rows)
        return (row for row in read if given.since <= row.at <= given.known_by)
    # Imported here, so that files are read without it.
    from . import scan  # noqa: PLC0415

    try:
        return scan.bounded(scan.client(), since=given.since, until=given.known_by, most=given.most)
    except scan.FAILURES as failure:
        raise ValueError(f"AWS: {failure}; see --help for what it takes") from None


def _why(found: Recorded) -> str:
    return "".join(f"; left out: {count:,} {why}" for why, count in sorted(found.left_out.items()))


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m training.export", description=HELP, formatter_class=plain)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--table", action="store_true", help="read the deployed table")
    source.add_argument("--rows", nargs="+", type=Path, metavar="FILE", help="read an export of DynamoDB")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a new file")
    parser.add_argument("--since", type=_day, default=0, metavar="DAY", help="payments from this day on (UTC)")
    now = int(datetime.now(UTC).timestamp() * 1000)
    parser.add_argument(
        "--known-by", type=_day, default=now, metavar="DAY", help="payments and verdicts before this day"
    )
    parser.add_argument("--honest-after", type=_whole, default=30, metavar="DAYS", help="30 without it")
    parser.add_argument("--most", type=_whole, default=5_000_000, metavar="ROWS", help="of the table; five million")
    return parser


def _day(given: str) -> int:
    try:
        return int(datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        raise argparse.ArgumentTypeError("a day, such as 2026-11-26") from None


def _whole(given: str) -> int:
    if given.isascii() and given.isdecimal() and len(given) <= 9:
        return int(given)
    raise argparse.ArgumentTypeError("a whole number, such as 30")


def _failed(reason: str) -> int:
    print(f"training.export: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
