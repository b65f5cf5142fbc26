"""The rules file is read strictly: whatever is wrong with it is an error that names the file and the remedy."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lambdas.fraud_analyzer import rules
from lambdas.fraud_analyzer.facts import OF_HISTORY, OF_THE_PAYMENT
from lambdas.fraud_analyzer.rules import Rule
from lambdas.fraud_analyzer.scoring import Decision
from tests.lambdas.fraud_analyzer.replay import LIMIT
from tests.lambdas.fraud_analyzer.test_history import JSON

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "lambdas/fraud_analyzer/rules.json").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "policies/fraud_rules/rules.schema.json").read_text(encoding="utf-8"))
SHIPPED: dict[str, Any] = json.loads(TEXT)


def replaced(*path: str | int, value: object) -> str:
    """The shipped file with another value at one place."""
    made = copy.deepcopy(SHIPPED)
    inner: Any = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return json.dumps(made)


def without(*path: str | int) -> str:
    made = copy.deepcopy(SHIPPED)
    inner: Any = made
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return json.dumps(made)


def is_refused(text: str) -> bool:
    with pytest.raises(ValueError, match=r"^rules\.json: "):
        rules.read(text, limit=LIMIT)
    return True


def test_the_shipped_file_is_what_its_schema_says() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(SHIPPED)] == []


def test_the_schema_knows_the_facts_that_the_function_knows() -> None:
    assert set(SCHEMA["$defs"]["facts"]["properties"]) == OF_THE_PAYMENT | OF_HISTORY


def test_the_shipped_rules_are_read_in_their_order() -> None:
    read = rules.load(LIMIT)
    assert [rule.code for rule in read.rules] == [rule["code"] for rule in SHIPPED["rules"]]
    assert read.version == SHIPPED["version"]
    assert read.counting.limit == LIMIT


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_a_file_without_one_of_its_keys_is_refused(key: str) -> None:
    assert is_refused(without(key))


@pytest.mark.parametrize("key", sorted(SHIPPED["counting"]))
@pytest.mark.parametrize("value", [None, "1", True, 0, -1, 1e10, float("nan"), float("inf"), [1]])
def test_a_count_that_is_no_number_above_zero_is_refused(key: str, value: object) -> None:
    assert is_refused(replaced("counting", key, value=value))
    assert is_refused(without("counting", key))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), 2),
        (("format",), "1"),
        (("format",), True),
        (("version",), ""),
        (("version",), 1),
        (("version",), "tok 4111\n"),
        (("effective",), "today"),
        (("more",), 1),
        (("counting", "more"), 1),
        (("counting", "just_below_share"), 1.01),
        (("counting",), []),
        (("rules",), []),
        (("rules",), {}),
        (("rules", 0), None),
        (("rules", 0, "more"), 1),
        (("rules", 0, "code"), "Large"),
        (("rules", 0, "code"), None),
        (("rules", 0, "code"), SHIPPED["rules"][1]["code"]),
        (("rules", 0, "decision"), "approve"),
        (("rules", 0, "decision"), ["review"]),
        (("rules", 0, "when_above"), {}),
        (("rules", 0, "when_above"), [1]),
        (("rules", 0, "when_above"), {"amount_over": 1}),
        (("rules", 0, "when_above", "amount"), None),
        (("rules", 0, "when_above", "amount"), True),
        (("rules", 0, "when_above", "amount"), -1),
        (("rules", 0, "when_above", "amount"), float("nan")),
        (("rules", 0, "when_above", "amount"), 10**400),
    ],
)
def test_what_is_no_rule_of_this_version_is_refused(path: tuple[str | int, ...], value: object) -> None:
    assert is_refused(replaced(*path, value=value))


@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        (("format",), 2, "not JSON of format 1 with just its keys, each once; see its $schema"),
        (("version",), "", "version or effective date is missing or malformed; see its $schema"),
        (("effective",), "", "version or effective date is missing or malformed; see its $schema"),
        (("rules",), [], "rules is no list of rules; see its $schema"),
        (("rules", 0, "code"), SHIPPED["rules"][1]["code"], "two rules have one code; give each its own"),
        (("rules", 1), None, "rule 2: not just code, decision and when_above; see its $schema"),
        (("rules", 0, "code"), "x", "rule 1: no code of words, or neither review nor decline; correct it"),
        (("rules", 0, "when_above"), {}, "rule 1: compares nothing, or no known fact; see its $schema"),
        (("counting",), [], "counting holds not just the numbers that it must; see its $schema"),
        (("counting", "card_days"), 0, "counting holds no number above 0, or a share above 1; correct it"),
    ],
)
def test_what_is_wrong_is_said_with_the_remedy(path: tuple[str | int, ...], value: object, wrong: str) -> None:
    with pytest.raises(ValueError, match="rules") as failure:
        rules.read(replaced(*path, value=value), limit=LIMIT)
    assert str(failure.value) == f"rules.json: {wrong}"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "0" * 32),
        (("version",), "2026-11.a"),
        (("rules", 0, "code"), "a_" + "_".join(["b1"] * 9)),
        (("rules", 0, "when_above", "amount"), 0),
        (("rules", 0, "when_above", "amount"), 1e9),
        (("rules", 0, "when_above"), dict.fromkeys(OF_THE_PAYMENT | OF_HISTORY, 1)),
        (("counting", "just_below_share"), 1),
        (("counting", "card_days"), 1e9),
    ],
)
def test_values_at_the_bounds_are_read(path: tuple[str | int, ...], value: object) -> None:
    assert rules.read(replaced(*path, value=value), limit=LIMIT)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "0" * 33),
        (("rules", 0, "code"), "a_" + "_".join(["b1"] * 10)),
        (("rules", 0, "when_above", "amount"), 1e9 + 1),
        (("counting", "card_days"), 1e9 + 1),
    ],
)
def test_values_beyond_the_bounds_are_refused(path: tuple[str | int, ...], value: object) -> None:
    assert is_refused(replaced(*path, value=value))


def test_the_message_names_the_rule() -> None:
    with pytest.raises(ValueError, match=r"^rules\.json: rule 3: a number is not from 0 to a billion; correct it$"):
        rules.read(replaced("rules", 2, "when_above", "payments_10m", value=-1), limit=LIMIT)


@pytest.mark.parametrize("text", ["", "null", "[]", "{", "[" * 60_000, "1" * 5000, " " * 70_000, TEXT[:-3]])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    assert is_refused(text)


def test_a_file_of_65536_characters_is_read_and_no_longer_one() -> None:
    assert rules.read(TEXT.ljust(65_536), limit=LIMIT)
    assert is_refused(TEXT.ljust(65_537))


def test_a_key_that_stands_twice_is_refused() -> None:
    assert is_refused(TEXT.replace('"format": 1,', '"format": 1,\n"format": 1,'))


@pytest.mark.parametrize("written", ["NaN", '"\\ud800"', '{"a": 1, "a": 2}'])
def test_what_is_no_json_is_refused_wherever_it_stands(written: str) -> None:
    assert is_refused(TEXT.replace('"../../policies/fraud_rules/rules.schema.json"', written))


@given(st.sampled_from([(key,) for key in SHIPPED] + [("counting", key) for key in SHIPPED["counting"]]), JSON)
def test_whatever_stands_in_its_place_is_refused_or_of_the_same_kind(path: tuple[str, ...], value: object) -> None:
    text = replaced(*path, value=value)
    # To Python's patterns, `$` is also before a line's end; and to a schema, NaN is in every range.
    assume("\\n" not in text and "NaN" not in text)
    valid = Draft202012Validator(SCHEMA).is_valid(json.loads(text))
    try:
        rules.read(text, limit=LIMIT)
        read = True
    except ValueError:
        read = False
    # A schema cannot say that a code stands once; nor does the function care where the schema is.
    assert read == valid or path[0] == "$schema"


def test_a_rule_says_nothing_of_a_fact_that_is_not_given() -> None:
    rule = Rule("a_b", Decision.REVIEW, (("amount", 1.0), ("payments_10m", 0.0)))
    assert not rule.applies({"amount": 2.0})
    assert not rule.applies({"amount": float("nan"), "payments_10m": 1.0})
    assert rule.applies({"amount": 2.0, "payments_10m": 1.0})
