"""Files of recorded payments: what is no payment is told with file and place, and no pickle runs anything."""

import pickle
from pathlib import Path

import pytest

from training.transactions import COLUMNS, payments

HEADER = "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_TIME_SECONDS,TX_TIME_DAYS,TX_FRAUD\n"
LATER = "1,2018-04-01 00:02:10,4961,3412,81.51,130,0,1\n"
EARLIER = "0,2018-04-01 00:00:31,596,,57.16,31,0,0\n"


def written(folder: Path, text: str, name: str = "day.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_payments_of_all_files_come_in_the_order_of_time(tmp_path: Path) -> None:
    told: list[str] = []
    files = [written(tmp_path, HEADER + LATER, "a.csv"), written(tmp_path, HEADER + EARLIER, "b.csv")]
    first, second = payments(files, told.append)
    assert (first.timestamp, first.amount, first.terminal, first.fraud) == (1_522_540_831_000, 57.16, -1, False)
    assert (second.timestamp, second.amount, second.fraud) == (1_522_540_930_000, 81.51, True)
    assert first.customer != second.customer
    assert told == ["reading a.csv (1 of 2)", "reading b.csv (2 of 2)"]


@pytest.mark.parametrize(
    "row",
    [
        "0,yesterday,596,1,57.16,31,0,0\n",
        "0,2018-04-01 00:00:31,596,1,much,31,0,0\n",
        "0,2018-04-01 00:00:31,596,1,nan,31,0,0\n",
        "0,2018-04-01 00:00:31,596,1,-1,31,0,0\n",
        "0,2018-04-01 00:00:31,,1,57.16,31,0,0\n",
        "0,2018-04-01 00:00:31,596,1,57.16,31,0,2\n",
        "0,2018-04-01\n",
    ],
)
def test_a_row_that_is_no_payment_is_told_by_file_and_place(tmp_path: Path, row: str) -> None:
    with pytest.raises(ValueError, match=r"day\.csv: payment 2: .*; correct it or leave it out"):
        payments([written(tmp_path, HEADER + LATER + row)], lambda _: None)


@pytest.mark.parametrize(
    ("confirmed", "days"), [("", 7), ("2018-04-04 00:02:10", 3), ("2018-04-01 00:02:10.000", 0), ("2018-03-01", 0)]
)
def test_a_fraud_is_confirmed_when_the_file_says_so_and_else_after_the_benchmarks_delay(
    tmp_path: Path, confirmed: str, days: int
) -> None:
    file = written(tmp_path, f"{HEADER.strip()},REPORTED_AT\n{LATER.strip()},{confirmed}\n")
    assert payments([file], lambda _: None)[0].delay == days * 86_400_000


def test_a_time_of_confirmation_that_is_none_is_told(tmp_path: Path) -> None:
    file = written(tmp_path, f"{HEADER.strip()},REPORTED_AT\n{LATER.strip()},never\n")
    with pytest.raises(ValueError, match=r"day\.csv: payment 1: .*; correct it or leave it out"):
        payments([file], lambda _: None)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    with pytest.raises(ValueError, match=f"day.csv: has no column {column};"):
        payments([written(tmp_path, HEADER.replace(column, "OTHER") + LATER)], lambda _: None)


@pytest.mark.parametrize("column", [*COLUMNS, "REPORTED_AT"])
def test_a_column_that_stands_twice_is_named(tmp_path: Path, column: str) -> None:
    header = HEADER.replace("TX_TIME_SECONDS", "REPORTED_AT").replace("TX_TIME_DAYS", column)
    with pytest.raises(ValueError, match=f"day.csv: has two columns {column};"):
        payments([written(tmp_path, header + LATER)], lambda _: None)


@pytest.mark.parametrize("name", ["day.xlsx", "none.csv", "none.pkl", "none.parquet"])
def test_a_file_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=name) as failure:
        payments([tmp_path / name], lambda _: None)
    assert "\n" not in str(failure.value)


class Hostile:
    """A pickle of it would make whoever loads it create a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.file,)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_runs_nothing(tmp_path: Path, protocol: int) -> None:
    run, file = tmp_path / "run", tmp_path / "day.pkl"
    file.write_bytes(pickle.dumps(Hostile(run), protocol))
    with pytest.raises(ValueError, match=r"day\.pkl: not a data frame that can be read safely .*; convert it to CSV"):
        payments([file], lambda _: None)
    assert not run.exists()


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps([1]), pickle.dumps({"TX_AMOUNT": [1]})])
def test_a_pickle_that_holds_no_data_frame_is_an_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "day.pkl"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"day\.pkl: not a data frame"):
        payments([file], lambda _: None)


@pytest.mark.parametrize("place", [1_000, 50_000_000, 2**31 - 1])
def test_a_pickle_that_asks_for_more_places_than_it_has_bytes_is_refused_before_it_is_read(
    tmp_path: Path, place: int
) -> None:
    file = tmp_path / "frame.pkl"
    file.write_bytes(b"\x80\x04Nr" + place.to_bytes(4, "little") + b".")
    with pytest.raises(ValueError, match="it remembers more than it holds"):
        payments([file], lambda _: None)


def test_a_pickle_that_asks_for_a_name_of_several_lines_is_refused_in_one(tmp_path: Path) -> None:
    file = tmp_path / "frame.pkl"
    file.write_bytes(b"\x80\x04\x8c\x03a\nb\x8c\x03c\x0cd\x93.")
    with pytest.raises(ValueError, match=r"it asks for a b\.c d, which no data frame needs"):
        payments([file], lambda _: None)
