"""What was asked: read strictly, and every policy serves a sentence, an outside control, or says why it is there."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate.asked import load
from gate.asked.load import load_asked
from gate.asked.names import pytest_ids
from gate.criteria import read_criteria
from gate.provenance.inputs import inputs
from gate.strict_toml import BrokenToml
from gate.synthesis import ROOT
from policies.core.rulebook import rulebook

RULES = rulebook()
KNOWN = frozenset(policy.id for policy in RULES) | pytest_ids()
REQUEST = load_asked(KNOWN)
NAMED = {
    policy
    for policies in (*(each.policies for each in REQUEST.sentences), *(each.policies for each in REQUEST.honest))
    for policy in policies
}
ASKED: Mapping[str, Any] = {"id": "logs", "sentence": "Logs are kept.", "policies": ["FRAUD_LOG_1"]}
HONEST: Mapping[str, Any] = {"reason": "The file must read in one way.", "policies": ["FRAUD_FILE_2"]}


def toml(value: Any) -> str:
    match value:
        case bool() | int():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case dict():
            return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }"
        case _:
            return "[" + ", ".join(map(toml, value)) + "]"


def written(folder: Path, asked: Sequence[Mapping[str, Any]], honest: Sequence[Mapping[str, Any]] = (HONEST,)) -> Path:
    file = folder / "asked.toml"
    file.write_text(f"asked = {toml([*asked])}\nhonest = {toml([*honest])}\n")
    return file


def test_every_policy_serves_a_control_or_a_sentence_or_says_why_it_judges() -> None:
    idle = [policy.id for policy in RULES if not policy.controls and policy.id not in NAMED]
    assert not idle, f"name in policies/asked.toml what is asked of {', '.join(idle)}"


def test_every_pytest_policy_is_named_too() -> None:
    assert pytest_ids() <= NAMED


def test_what_is_judged_beside_the_request_serves_no_outside_control() -> None:
    """One that does needs no reason of its own."""
    beside = {policy for honest in REQUEST.honest for policy in honest.policies}
    assert not [policy.id for policy in RULES if policy.controls and policy.id in beside]


def test_the_request_is_among_what_judged() -> None:
    assert inputs(ROOT)["policies/asked.toml"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"policies": ["FRAUD_LOG_99"]}, "asked 'logs' names FRAUD_LOG_99, which is no policy; name it as"),
        ({"policies": ["PYTEST_test_wiring.py::test_nothing"]}, "names PYTEST_test_wiring.py::test_nothing, which is"),
        ({"policies": ["FRAUD_LOG_1", "FRAUD_LOG_1"]}, "asked 'logs' names FRAUD_LOG_1 2 times; name it once"),
        ({"policies": []}, "[[asked]] 1 has no list of texts as policies; list one or more"),
        ({"policies": "FRAUD_LOG_1"}, "has no list of texts as policies"),
        ({"sentence": " "}, "[[asked]] 1 has no text as sentence; write one that is not empty"),
        ({"id": 7}, "has no text as id"),
        ({"owner": "payments"}, "let it have id, sentence, policies and perhaps beyond, values, and nothing else"),
        ({"values": [{"noun": "group"}]}, "a value has noun; let it have noun, type and perhaps attribute, name"),
        ({"values": "10"}, "has no list of tables as values"),
    ],
)
def test_an_entry_of_another_shape_is_refused_by_name(change: Mapping[str, Any], reason: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenToml) as refused:
        load_asked(KNOWN, written(tmp_path, [{**ASKED, **change}]))
    assert str(refused.value).startswith("asked.toml: ")
    assert reason in str(refused.value)


def test_two_sentences_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenToml, match="asked 'logs' stands there 2 times; write it once"):
        load_asked(KNOWN, written(tmp_path, [ASKED, ASKED]))


def test_what_a_sentence_names_needs_no_other_reason(tmp_path: Path) -> None:
    both = {**HONEST, "policies": ["FRAUD_LOG_1"]}
    with pytest.raises(BrokenToml, match="names FRAUD_LOG_1, as another entry does; leave it in one of them"):
        load_asked(KNOWN, written(tmp_path, [ASKED], [both]))


@pytest.mark.parametrize("text", ["asked = []", "asked = [{}]\nhonest = [{}]\nmore = 1", "[asked", ""])
def test_another_file_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "asked.toml"
    file.write_text(text)
    with pytest.raises(BrokenToml, match=r"^asked\.toml: the file [^\n]*; [^\n]*$"):
        load_asked(KNOWN, file)


PLAIN = st.one_of(st.booleans(), st.integers(0, 9), st.text(st.characters(min_codepoint=32, max_codepoint=126)))
ANYTHING = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("noun"), inner))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=st.dictionaries(st.sampled_from(["id", "sentence", "policies", "values", "beyond", "x"]), ANYTHING))
def test_whatever_an_entry_holds_it_is_read_or_refused_in_one_line(entry: Mapping[str, Any], tmp_path: Path) -> None:
    refused = ""
    try:
        load_asked(KNOWN, written(tmp_path, [entry]))
    except BrokenToml as error:
        refused = str(error)
    assert "\n" not in refused


def test_a_test_of_a_file_that_cannot_be_read_is_left_to_the_engine_that_reports_it(tmp_path: Path) -> None:
    entry = {**ASKED, "policies": ["PYTEST_test_broken.py::test_a"]}
    assert load_asked({*KNOWN, "PYTEST_test_broken.py"}, written(tmp_path, [entry])).sentences


def test_a_broken_file_closes_the_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, [{**ASKED, "policies": ["FRAUD_LOG_99"]}])
    monkeypatch.setattr(load, "FILE", file)
    (finding,) = read_criteria().broken
    assert finding.place == "policies/asked.toml"
    assert "FRAUD_LOG_99" in finding.details
