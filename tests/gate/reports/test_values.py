"""A finding tells the attributes that its policy read, and their values in words; never a secret or a contact."""

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from gate.cli.command import gate
from gate.engines.judge import judge
from gate.model import Assessment, Finding, Outcome
from gate.reports import write as report
from gate.reports.evidence import Evidence
from gate.reports.names import NAMES
from gate.reports.notes import Notes
from gate.reports.values import Values, values_read
from gate.reports.watched import WatchedStack
from gate.reports.wording import LONGEST, in_words, worded
from gate.withheld import cleaned
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.recorded_calls import blocks, files
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, Json, freeze
from policies.core.text import text_of

KEY = Resource("aws_kms_key", "keys_transactions-key_F68E", Frozen(), "fraud-detection/keys/transactions-key/key")


def table(**values: object) -> Resource:
    frozen = freeze({"name": "transactions", **values})
    assert isinstance(frozen, Frozen)
    return Resource("aws_dynamodb_table", "transactions", frozen, "fraud-detection/transactions-table/table")


def said(resource: Resource, path: str) -> dict[str, str]:
    return dict(in_words(resource, path, Stack((resource, KEY))))


@pytest.fixture(scope="module")
def real(synthesized: Path) -> Stack:
    return Stack.load(synthesized.read_bytes(), blocks(files()))


@pytest.fixture(scope="module")
def values(real: Stack) -> Values:
    found = judge(real, rulebook())
    return values_read(Assessment("cdk.tf.json", "", found, stack=real), found, rulebook())


def test_a_reference_is_the_resource_by_its_name_and_address() -> None:
    encrypted = table(server_side_encryption={"enabled": True, "kms_key_arn": f"${{{KEY.address}.arn}}"})
    assert said(encrypted, "server_side_encryption") == {
        "server_side_encryption.enabled": "true",
        "server_side_encryption.kms_key_arn": f'the key "transactions" ({KEY.address})',
    }


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not set"),
        (False, "false"),
        (7, "7"),
        ("PAY_PER_REQUEST", "PAY_PER_REQUEST"),
        ("", "empty"),
        ([], "none"),
        (["a", "b"], "a, b"),
        ("${var.alert_email}", 'the variable "alert_email", which is given at deploy time'),
        ("${aws_kms_key.gone.arn}", "${aws_kms_key.gone.arn}"),
    ],
)
def test_a_value_is_told_in_words(value: object, words: str) -> None:
    assert worded("attribute", freeze(value), Stack(())) == words


def test_a_document_is_told_by_its_size_and_a_digest_that_moves_with_it() -> None:
    policies = [{"Statement": [{"Effect": "Allow", "Action": action}] * 2} for action in ("kms:Decrypt", "kms:Encrypt")]
    words = [said(table(policy=policy), "policy")["policy"] for policy in policies]
    assert all(text.startswith("2 statements, sha256:") for text in words)
    assert words[0] != words[1]
    assert "1,000 characters, sha256:" in said(table(text="é" * 1000), "text")["text"]


# In pieces, so that they are no secrets to those who look for secrets here.
HOSTILE = {
    "a card number": "4" + "1" * 15,
    "a card number in groups": "5555-5555-" + "5555-4444",
    "a key": "AKI" + "A" + "EXAMPLE" * 2 + "22",
    "a secret access key": "wJalrXUtnFEMI/K7MDENG" + "/bPxRfiCYEXAMPLEKEY",
    "a password in an address": "https://user:" + "hunter2" + "@example.com",
    "an address": "somebody@example.com",
    "a telephone number": "+43 664 1234567",
}
NAMED = {
    "password": "hunter2",
    "DB_PASSWORD": "hunter2",
    "value": "hunter2",
    "api_key": "hunter2",
    "client_secret": "x1y2",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("place", ["alone", "in a text", "in a list", "in a block", "as a name"])
def test_a_secret_is_withheld_wherever_it_stands(text: str, place: str) -> None:
    planted: dict[str, object] = {
        "alone": text,
        "in a text": f"for example {text}, and so on",
        "in a list": ["plain", text],
        "in a block": {"deeper": {"still": text}},
        "as a name": {text: "plain"},
    }
    words = said(table(description=planted[place]), "description")
    assert text not in str(words)
    assert "(withheld)" in str(words)


@pytest.mark.parametrize("name", NAMED)
def test_what_is_a_secret_by_its_name_is_withheld(name: str) -> None:
    words = said(table(environment={"variables": {name: "hunter2"}}), "environment")
    assert words == {f"environment.variables.{name}": "(withheld)"}


def test_a_number_that_is_a_card_number_is_withheld() -> None:
    assert worded("limit", int(HOSTILE["a card number"]), Stack(())) == "(withheld)"


TEXT = st.text(st.characters(codec="utf-8"))
JSON: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(value=JSON)
def test_whatever_stands_there_has_words_of_some_length(value: object) -> None:
    for name, words in in_words(table(x=value), "x", Stack(())):
        assert name.startswith("x") or name == "(withheld)"
        assert 0 < len(words) <= LONGEST


class Reads(Policy):
    """A policy that reads in the ways in which policies read."""

    id = "FRAUD_X_1"
    severity = Severity.LOW
    applies_to = ("aws_dynamodb_table",)
    remediation = ""

    def __init__(self, way: str) -> None:
        self.way = way

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if self.way == "by name":
            resource.get("billing_mode")
        elif self.way == "below a name":
            resource.get("server_side_encryption", "enabled")
        elif self.way == "of all values":
            resource.values.get("billing_mode")
        elif self.way == "what was made once":
            resource.once(_billing)
        elif self.way == "what the stack made once":
            stack.once(_billings)
        elif self.way == "by value":
            stack.having("aws_dynamodb_table", "billing_mode", "x")
        elif self.way == "every text":
            text_of(resource)
        yield from ()


def _billing(resource: Resource) -> Json:
    return resource.get("billing_mode")


def _billings(stack: Stack) -> tuple[Json, ...]:
    return tuple(resource.get("billing_mode") for resource in stack.resources)


@pytest.mark.parametrize(
    ("way", "attributes"),
    [
        ("by name", {"billing_mode"}),
        ("below a name", {"server_side_encryption.enabled"}),
        ("of all values", {"billing_mode"}),
        ("what was made once", {"billing_mode"}),
        ("what the stack made once", {"billing_mode"}),
        ("by value", {"billing_mode"}),
        ("every text", {"every attribute"}),
        ("not at all", set()),
    ],
)
def test_what_a_policy_reads_is_noted_each_time_that_it_reads(way: str, attributes: set[str]) -> None:
    stack = Stack((table(billing_mode="PAY_PER_REQUEST", server_side_encryption={"enabled": True}),))
    twice = [Reads(way), Reads(way)]
    twice[1].id = "FRAUD_X_2"  # type: ignore[misc]
    found = judge(stack, twice)
    read = values_read(Assessment("x", "", found, stack=stack), found, twice)
    place = stack.resources[0].place
    for policy in twice:
        assert {value.attribute for value in read.get((policy.id, place), ())} == attributes


def test_watching_changes_nothing_of_what_is_found(real: Stack) -> None:
    assert judge(WatchedStack.of_plain(real, Notes()), rulebook()) == judge(real, rulebook())


def test_the_real_tables_show_the_key_by_which_they_are_encrypted(real: Stack, values: Values) -> None:
    shown = {place: dict(read) for (policy, place), read in values.items() if policy == "FRAUD_ENCRYPTION_1"}
    assert set(shown) == {known.place for known in real.of("aws_dynamodb_table")}
    for read in shown.values():
        assert read["server_side_encryption.kms_key_arn"].startswith('the key "transactions" (aws_kms_key.')


def test_no_report_shows_a_secret_that_somebody_planted(synthesized: Path, tmp_path: Path) -> None:
    content = json.loads(synthesized.read_text())
    groups = content["resource"]["aws_cloudwatch_log_group"].values()
    for group, text in zip(groups, cycle(HOSTILE.values()), strict=False):
        group.update(
            {"tags": {"note": text}, "log_group_class": text, "retention_in_days": text, "password": "hunter2"}
        )
    file = tmp_path / "cdk.tf.json"
    file.write_text(json.dumps(content))
    result = CliRunner().invoke(gate, ["check", str(file), "--reports", str(tmp_path / "reports")])
    assert result.exit_code
    shown = {path.name: path.read_text() for path in (tmp_path / "reports").iterdir()} | {"printed": result.output}
    assert set(NAMES) < set(shown)
    for name, text in shown.items():
        for secret in (*HOSTILE.values(), "hunter2"):
            assert secret not in text, (name, secret)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_secret_that_a_check_of_checkovs_evaluated_is_withheld(text: str) -> None:
    planted = table(description=text, password="hunter2", environment={"variables": {text: "plain"}})  # noqa: S106
    found = [Finding("checkov", "CKV_AWS_1", planted.place, outcome) for outcome in (Outcome.PASS, Outcome.FAIL)]
    evaluated = {("CKV_AWS_1", planted.place): ("description", "environment.variables", "password")}
    stack = Stack((planted,))
    (values,) = values_read(Assessment("x", "", tuple(found), stack=stack, evaluated=evaluated), found, ()).values()
    assert {value.value for value in values} == {"(withheld)", "plain"}
    assert text not in str(values)


def test_the_page_names_the_checks_that_evaluated_an_attribute_and_once_those_that_do_not_say() -> None:
    planted = table(point_in_time_recovery={"enabled": True})
    found = [Finding("checkov", check, planted.place, Outcome.PASS) for check in ("CKV_AWS_28", "CKV_AWS_2")]
    evaluated = {("CKV_AWS_28", planted.place): ("point_in_time_recovery.enabled",)}
    every = next(policy for policy in rulebook() if EVERY_RESOURCE in policy.applies_to)
    judged = (Finding("policies", every.id, planted.place, Outcome.PASS), *found)
    assessment = Assessment("x", "", judged, stack=Stack((planted,)), evaluated=evaluated)
    page = report.RENDERERS["report.html"](Evidence("2026-11-26", (assessment,), (every,)))
    assert "<td>CKV_AWS_28</td>" in page
    assert page.count("Of these it says nothing: <code>CKV_AWS_2</code>") == 1


def test_what_is_wrong_with_a_secret_is_told_without_it() -> None:
    finding = Finding("policies", "FRAUD_X_1", "p", Outcome.FAIL, f"is {HOSTILE['a key']!r}, not 'INFO'")
    assert cleaned(finding).details == "is (withheld), not (withheld)"
    assert HOSTILE["a key"] not in cleaned(finding._replace(details=f"is {HOSTILE['a key']}")).details
    plain = finding._replace(details="is 'DEBUG', not 'INFO'")
    assert cleaned(plain) is plain


def test_a_check_of_checkovs_tells_what_it_evaluated(synthesized: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(gate, ["check", str(synthesized), "--reports", str(tmp_path)])
    said = json.loads((tmp_path / "verdict.json").read_text())
    read = {
        (finding["policy"], place): attributes
        for finding in said["findings"]
        if finding["source"] == "checkov" and finding["outcome"] == "pass"
        for place, attributes in finding["places"].items()
    }
    table = "fraud-detection/transactions-table/table"
    assert "server_side_encryption.enabled" in read["CKV_AWS_119", table]
    (values,) = (each["values"] for each in said["resources"] if each["place"] == table)
    assert values["server_side_encryption.enabled"] == "true"
    named = {policy for (policy, _), attributes in read.items() if attributes}
    assert {"CKV_AWS_50", "CKV_AWS_192", "CKV2_AWS_64"} <= named, result.output
