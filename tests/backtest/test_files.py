"""Files of recorded payments: what is no payment is told with file, line, reason and remedy, whatever it holds."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtest.csv_file import OPTIONAL
from backtest.files import payments
from backtest.payment import Payment
from backtest.replay import replayed
from tests.backtest.made import exported, paid, row, written
from tests.backtest.test_replay import SHIPPED
from training.fields import EARLIEST, LATEST
from training.transactions import COLUMNS

HEADER = ",".join([*COLUMNS, *OPTIONAL]) + "\n"
GOOD = "2026-10-01 09:00:00,card-1,till-1,30.0,0,t-1,grocer,US,chip\n"
PAYMENTS = [
    paid(1, 0),
    paid(2, 1000, 0.0, fraud=True, terminal="", country="", entry_mode="", merchant=""),
    paid(3, 2000, 12.5, fraud=None, merchant='a "shop", or two'),
]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    assert payments([written(tmp_path, PAYMENTS)]) == PAYMENTS


def test_rows_of_the_table_are_read_and_markers_left_out(tmp_path: Path) -> None:
    rows = [
        paid(1, 0, decided="approve", fraud=True, reported_at=LATEST - 1),
        paid(2, 1, None, conversion="currency_not_listed", fraud=None, decided="review"),
        paid(3, 2, decided="review", fraud=True, reported_at=LATEST - 1, by_reviewer=True),
    ]
    assert payments([exported(tmp_path, rows)]) == rows


def test_a_row_whose_card_was_erased_is_left_out(tmp_path: Path) -> None:
    erased = {name: value for name, value in row(PAYMENTS[0]).items() if name != "card_token"}
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(erased) + "\n\n" + json.dumps(row(PAYMENTS[2])) + "\n")
    assert [payment.id for payment in payments([file])] == ["t-3"]


def test_a_time_without_a_zone_is_in_utc_and_one_with_a_zone_is_converted(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + GOOD + GOOD.replace("09:00:00", "11:00:00+02:00").replace("t-1", "t-2"))
    first, second = payments([file])
    assert first.at == second.at == PAYMENTS[0].at


def test_a_payment_without_an_id_has_its_file_and_line_for_one(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + GOOD.replace("t-1", ""))
    assert payments([file])[0].id == "a.csv:2"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2026-10-01 09:00:00", "yesterday", "TX_DATETIME is no time"),
        ("2026-10-01 09:00:00", "1969-12-31", "TX_DATETIME is no time"),
        ("2026-10-01 09:00:00", "0001-01-01 00:00:00+23:00", "TX_DATETIME is no time"),
        ("30.0", "much", "TX_AMOUNT is no amount"),
        ("30.0", "nan", "TX_AMOUNT is no amount"),
        ("30.0", "-1", "TX_AMOUNT is no amount"),
        ("30.0", "1e99", "TX_AMOUNT is no amount"),
        ("30.0", "", "TX_AMOUNT is no amount"),
        ("card-1", "", "CUSTOMER_ID is empty"),
        ("card-1", "\x1b[2J", "CUSTOMER_ID is longer"),
        (",0,", ",2,", "TX_FRAUD is neither"),
        ("US", "USA", "COUNTRY is no country"),
        ("chip", "c" * 129, "ENTRY_MODE is longer"),
        (",chip", "", "holds 8 values, and the first line names 9 columns"),
        ("chip\n", "chip,too much\n", "holds 10 values"),
        ("grocer", '"gro"cer', "no CSV"),
    ],
)
def test_a_line_that_is_no_payment_is_told_and_not_repeated(tmp_path: Path, old: str, new: str, reason: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER + GOOD + GOOD.replace("t-1", "t-2").replace(old, new, 1))
    with pytest.raises(ValueError, match=reason) as failure:
        payments([file])
    assert str(failure.value).startswith(f"{file}: ")
    assert str(failure.value).endswith("; correct it or leave it out")
    assert str(failure.value).isprintable()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADER.replace(column, "OTHER") + GOOD)
    with pytest.raises(ValueError, match=f"line 1: has no column {column};"):
        payments([file])


def test_an_id_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    files = [written(tmp_path, PAYMENTS), exported(tmp_path, PAYMENTS[:1])]
    with pytest.raises(ValueError, match=r"rows\.jsonl: payment t-1 is there twice"):
        payments(files)


@pytest.mark.parametrize("name", ["a.xlsx", "none.csv", "none.jsonl", "a"])
def test_a_file_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name}: .*; .+") as failure:
        payments([tmp_path / name])
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timestamp", {"N": "soon"}),
        ("timestamp", {"S": "5"}),
        ("timestamp", {"N": "9" * 30}),
        ("amount_usd_text", {"S": ""}),
        ("conversion", {"S": "perhaps"}),
        ("decision", {"S": "shrug"}),
        ("reported", {"S": "perhaps"}),
        ("reported_at", {"N": "-1"}),
        ("reported_by", {"S": "somebody"}),
        ("card_token", {"S": ""}),
        ("merchant_id", None),
        ("country", {"S": "us"}),
        ("transaction_id", ["S"]),
    ],
)
def test_a_line_that_is_no_row_is_told_with_its_place(tmp_path: Path, name: str, value: object) -> None:
    file = tmp_path / "rows.jsonl"
    good, bad = row(PAYMENTS[0]), {**row(PAYMENTS[2]), name: value}
    file.write_text("\n".join(json.dumps(item) for item in (good, bad)))
    with pytest.raises(ValueError, match=rf"rows\.jsonl: line 2: .*{name}.*; correct it, or leave it out"):
        payments([file])


TEXT = st.text(max_size=12) | st.sampled_from(
    ["1", "0", "US", "30.0", "2026-10-01", "9999-12-31 23:59:59", "1970-01-01", "chip", "1e15", "٣", "nan", "\0", '"']
)


@given(st.lists(st.tuples(*[TEXT] * (len(COLUMNS) + len(OPTIONAL))), max_size=4))
def test_whatever_a_csv_holds_is_read_as_payments_that_can_be_replayed_or_told(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, ...]]
) -> None:
    file = tmp_path_factory.getbasetemp() / "hostile.csv"
    file.write_bytes((HEADER + "\n".join(",".join(line) for line in lines)).encode(errors="replace"))
    assert_read_or_told(file)


@given(st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for name in ("hostile.csv", "hostile.jsonl"):
        file = tmp_path_factory.getbasetemp() / name
        file.write_bytes((HEADER.encode() if name.endswith("csv") else b"") + data)
        assert_read_or_told(file)


ATTRIBUTE = st.dictionaries(st.sampled_from("SN"), TEXT, max_size=2) | st.none() | st.integers() | TEXT


@given(st.dictionaries(st.sampled_from([*row(PAYMENTS[0]), "reported", "reported_at"]), ATTRIBUTE, max_size=3))
def test_whatever_a_row_holds_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, changed: dict[str, object]
) -> None:
    file = tmp_path_factory.getbasetemp() / "hostile.jsonl"
    file.write_text(json.dumps({"Item": {**row(PAYMENTS[0]), **changed}}))
    assert_read_or_told(file)


def assert_read_or_told(file: Path) -> None:
    read: list[Payment] = []
    said = f"{file}: ; "
    try:
        read = payments([file])
    except ValueError as failure:
        said = str(failure)
    assert said.startswith(f"{file}: ")
    assert "; " in said
    assert all(EARLIEST <= payment.at < LATEST for payment in read)
    for decided in replayed(sorted(read, key=lambda payment: payment.at), SHIPPED.decide, delay=7):
        assert "history_unavailable" not in decided.reasons
