"""The export of rows and verdicts: what is no row is told by its place, and nothing of anybody's token comes out."""

import csv
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training import rows, scan
from training.export import main
from training.recorded import HEADER
from training.transactions import payments

DAY = 86_400_000
# 2026-08-01 and 2026-11-01, UTC.
AUGUST, NOVEMBER = 1_785_542_400_000, 1_793_491_200_000
UNTIL = ["--known-by", "2026-11-01"]


def item(number: int = 1, *, day: float = 0, **others: Any) -> dict[str, Any]:
    """A row as the workflow stores it, of a day after August began; None leaves an attribute out."""
    texts = {
        "transaction_id": f"t-{number}",
        "card_token": f"tok_card_{number % 2}",
        "terminal_id": "term-7",
        "merchant_id": "shop-1",
        "country": "US",
        "entry_mode": "chip",
        "conversion": "ok",
        "decision": "approve",
        "amount_usd_text": "12.5",
        "model": "m",
    }
    row: dict[str, Any] = {name: {"S": text} for name, text in texts.items()}
    row |= {"timestamp": {"N": str(AUGUST + int(day * DAY))}, "reasons": {"L": []}}
    return {name: value for name, value in (row | others).items() if value is not None}


def verdict(word: str, day: float) -> dict[str, Any]:
    at = {"N": str(AUGUST + int(day * DAY))}
    return {"reported": {"S": word}, "reported_by": {"S": "customer"}, "reported_rank": {"N": "1"}, "reported_at": at}


def exported(folder: Path, *items: object, options: list[str] = UNTIL) -> list[dict[str, str]]:
    source = folder / "export.jsonl"
    source.write_text("".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in items))
    out = folder / "recorded.csv"
    out.unlink(missing_ok=True)
    if main(["--rows", str(source), "--out", str(out), *options]):
        return []
    return list(csv.DictReader(out.read_text().splitlines()))


def test_a_row_becomes_a_payment_with_the_columns_of_the_benchmark(tmp_path: Path) -> None:
    (line,) = exported(tmp_path, {"Item": item(day=1.5)})
    assert tuple(line) == HEADER
    assert (line["TX_DATETIME"], line["TX_AMOUNT"], line["TX_FRAUD"]) == ("2026-08-02 12:00:00.000", "12.5", "0")
    assert (line["COUNTRY"], line["ENTRY_MODE"], line["DECISION"]) == ("US", "chip", "approve")


def test_what_is_exported_is_what_training_reads(tmp_path: Path) -> None:
    exported(tmp_path, item(1, day=2, **verdict("fraud", 3)), item(2, day=1, terminal_id={"S": ""}))
    first, second = payments([tmp_path / "recorded.csv"], lambda _: None)
    assert (first.timestamp, first.terminal, first.fraud) == (AUGUST + DAY, -1, False)
    assert (second.timestamp, second.amount, second.fraud) == (AUGUST + 2 * DAY, 12.5, True)
    assert second.delay == DAY
    assert first.customer != second.customer


def test_no_token_and_no_id_is_in_the_file(tmp_path: Path) -> None:
    exported(tmp_path, item(1), item(2), item(3))
    text = (tmp_path / "recorded.csv").read_text()
    assert not any(told in text for told in ("tok_", "t-1", "term-7", "shop-1"))
    lines = list(csv.DictReader(text.splitlines()))
    assert lines[0]["CUSTOMER_ID"] == lines[2]["CUSTOMER_ID"] != lines[1]["CUSTOMER_ID"]
    assert stat.S_IMODE((tmp_path / "recorded.csv").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("said", "label"),
    [
        (verdict("fraud", 80), "1"),
        (verdict("genuine", 80), "0"),
        # After --known-by: nobody knew.
        (verdict("fraud", 95), "0"),
        ({}, "0"),
    ],
)
def test_a_label_is_what_was_known_by_then(tmp_path: Path, said: dict[str, Any], label: str) -> None:
    (line,) = exported(tmp_path, item(**said))
    assert line["TX_FRAUD"] == label
    assert bool(line["REPORTED_AT"]) is (label == "1")


def test_rows_that_are_too_young_for_a_label_are_left_out_fraud_or_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    young = [item(2, day=70, **verdict("fraud", 71)), item(3, day=70)]
    assert len(exported(tmp_path, item(1), *young)) == 1
    assert capsys.readouterr().out.endswith("1 payments, 0 of them fraud; left out: 2 too young for a label\n")
    assert len(exported(tmp_path, item(1), *young, options=[*UNTIL, "--honest-after", "10"])) == 3


def test_markers_erased_cards_and_amounts_that_are_not_known_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marker = {"transaction_id": {"S": "t-1"}, "timestamp": {"N": "0"}, "decision": {"S": "approve"}}
    unknown = item(4, conversion={"S": "rates_outdated"}, amount_usd_text={"S": ""})
    assert len(exported(tmp_path, marker, item(2, card_token=None), item(3), unknown)) == 1
    assert "1 of an erased card" in capsys.readouterr().out


def test_since_leaves_out_what_was_before(tmp_path: Path) -> None:
    assert len(exported(tmp_path, item(1), item(2, day=9), options=[*UNTIL, "--since", "2026-08-05"])) == 1


HOSTILE: list[object] = [
    "",
    "no JSON",
    "[" * 100_000,
    "[]",
    {"Item": [1]},
    item(timestamp={"N": "-1"}),
    item(timestamp={"N": "9" * 40}),
    item(timestamp={"S": "1785542400000"}),
    item(timestamp={"N": "٣"}),
    item(timestamp=None),
    item(amount_usd_text={"S": "nan"}),
    item(amount_usd_text={"S": "1e999"}),
    item(amount_usd_text={"S": "-1"}),
    item(amount_usd_text=None),
    item(card_token={"S": "x" * 5000}),
    item(card_token={"S": "x", "N": "1"}),
    item(merchant_id={"S": ""}),
    item(conversion={"S": "=cmd"}),
    item(country={"S": "=1"}),
    item(entry_mode={"S": '=HYPERLINK("x")'}),
    item(decision={"S": "a,b"}),
    item(reported={"S": "maybe"}, reported_at={"N": "1"}),
    item(reported={"S": "fraud"}),
    item(reported={"S": "fraud"}, reported_at={"N": "never"}),
    item(reported={"BOOL": True}),
]


@pytest.mark.parametrize("hostile", HOSTILE[1:], ids=lambda hostile: str(hostile)[-40:])
def test_what_is_no_row_is_told_by_file_and_line_and_nothing_is_written(
    hostile: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(tmp_path, item(), hostile) == []
    told = capsys.readouterr().err
    assert "export.jsonl: line 2: " in told
    assert told.endswith("; correct it, or leave it out\n")
    assert told.count("\n") == 1
    assert not (tmp_path / "recorded.csv").exists()


def test_text_that_is_not_utf_8_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe{}")
    assert main(["--rows", str(tmp_path / "bytes.jsonl"), "--out", str(tmp_path / "out.csv")]) == 1
    assert "no text in UTF-8" in capsys.readouterr().err


ATTRIBUTE = st.dictionaries(st.sampled_from(["S", "N", "BOOL"]), st.text(max_size=9) | st.none(), max_size=2)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(rows.ATTRIBUTES)), ATTRIBUTE))
def test_whatever_stands_in_an_item_is_a_row_or_a_reason(changed: dict[str, Any]) -> None:
    try:
        row = rows.of(item() | changed)
    except ValueError:
        return
    assert row is None or row.at > 0


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exported(tmp_path, item())
    before = (tmp_path / "recorded.csv").read_bytes()
    assert main(["--rows", str(tmp_path / "export.jsonl"), "--out", str(tmp_path / "recorded.csv"), *UNTIL]) == 1
    assert "is there already; name a new file" in capsys.readouterr().err
    assert (tmp_path / "recorded.csv").read_bytes() == before


def test_no_row_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exported(tmp_path, "") == []
    assert "no row is left; name a longer time" in capsys.readouterr().err
    assert not (tmp_path / "recorded.csv").exists()


class Table:
    """DynamoDB as far as it is asked: pages of a scan, each request on record."""

    def __init__(self, *pages: list[dict[str, Any]]) -> None:
        self.pages, self.asked = pages, dict[str, Any]()

    def get_paginator(self, name: str) -> "Table":
        assert name == "scan"
        return self

    def paginate(self, **asked: Any) -> list[dict[str, Any]]:
        self.asked = asked
        return [{"Items": page} for page in self.pages]


def test_the_table_is_read_between_two_times_without_its_markers_and_only_what_is_needed() -> None:
    table = Table([item(1)], [], [item(2)])
    assert len(scan.bounded(table, since=0, until=9, most=2)) == 2
    assert table.asked["ExpressionAttributeValues"] == {":since": {"N": "1"}, ":until": {"N": "9"}}
    assert set(table.asked["ExpressionAttributeNames"].values()) == set(rows.ATTRIBUTES)


def test_more_rows_than_asked_for_are_an_error_and_so_is_a_row_that_is_none() -> None:
    with pytest.raises(ValueError, match="more than 1 rows of that time; name a shorter one, or --most"):
        scan.bounded(Table([item(1), item(2)]), since=0, until=9, most=1)
    with pytest.raises(ValueError, match=r"transactions: row t-1: country is no .*; correct the row, or name a time"):
        scan.bounded(Table([item(country={"S": "x"})]), since=0, until=9, most=1)


def test_the_table_is_exported_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "client", lambda: Table([item(1), item(2)]))
    assert main(["--table", "--out", str(tmp_path / "out.csv"), *UNTIL]) == 0
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 3


def test_what_aws_refuses_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused() -> None:
        raise scan.FAILURES[0]

    monkeypatch.setattr(scan, "client", refused)
    assert main(["--table", "--out", str(tmp_path / "out.csv")]) == 1
    assert capsys.readouterr().err.startswith("training.export: AWS: ")
    assert not (tmp_path / "out.csv").exists()
