"""The validator's lists are those of the packages that keep them, and each file names its source."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reference import codes, rates
from reference.__main__ import FOLDER, files, main, written


def shipped(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize("name", ["currencies.json", "countries.json"])
def test_a_list_of_codes_is_what_its_package_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == written(files("codes")[name]())


def test_the_exchange_rates_are_what_their_package_says() -> None:
    assert (FOLDER / "rates.json").read_text(encoding="utf-8") == written(rates.rates())


def test_currencies_have_the_decimals_of_iso_4217_and_nothing_without_a_minor_unit_is_one() -> None:
    units = codes.currencies()["minor_units"]
    assert {code: units[code] for code in ("USD", "JPY", "KWD", "CLF", "ISK", "MRU")} == {
        "USD": 2,
        "JPY": 0,
        "KWD": 3,
        "CLF": 4,
        "ISK": 0,
        "MRU": 2,
    }
    assert not units.keys() & {"XAU", "XXX", "XTS", "XDR"}


def test_countries_are_those_of_iso_3166_and_what_card_schemes_write_for_kosovo() -> None:
    listed = set(codes.countries()["codes"])
    assert {"US", "DE", "TW", "XK"} <= listed
    assert not listed & {"UK", "EU", "ZZ"}


def test_each_listed_rate_is_of_a_listed_currency() -> None:
    assert rates.rates()["dollars"].keys() < codes.currencies()["minor_units"].keys()


@pytest.mark.parametrize("arguments", [[], ["all"], ["codes", "rates"]])
def test_any_other_command_changes_nothing_and_says_what_there_is(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("reference.__main__.FOLDER", tmp_path)
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "{codes|rates}" in done.stderr


def test_a_command_writes_its_files_and_says_to_review_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("reference.__main__.FOLDER", tmp_path)
    done = CliRunner().invoke(main, ["codes"])
    assert done.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"currencies.json", "countries.json"}
    assert "review what changed" in done.stdout
