"""Each violating example says what it does, in words or as a JSON merge patch, to whoever reads the rulebook."""

import json
import re
from collections.abc import Iterator, Mapping

import pytest

from policies.core.examples import Edit, NamedEdit, describe
from policies.core.policy import Policy
from policies.core.rulebook import rulebook

RULEBOOK = rulebook()
MOST_CHARACTERS = 400
OF_PYTHON = re.compile(
    r"<lambda>|<locals>|<function|object at 0x|functools|mappingproxy|\bNone\b|\bTrue\b|\bFalse\b|\{'"
)


def named(policy: Policy) -> Mapping[str, NamedEdit]:
    return {name: edit for name, edit in policy.violating.items() if isinstance(edit, NamedEdit)}


def functions_of(edit: NamedEdit) -> Iterator[str]:
    """The names of the functions that the edit is made of."""
    if isinstance(edit.plant, NamedEdit):
        yield from functions_of(edit.plant)
    else:
        yield edit.plant.__name__


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_a_violating_example_is_a_named_edit_or_a_merge_patch() -> None:
    for policy in RULEBOOK:
        for name, edit in policy.violating.items():
            assert isinstance(edit, NamedEdit | Mapping), (policy.id, name)


def test_the_words_of_a_named_edit_are_a_phrase_and_no_python() -> None:
    for policy in RULEBOOK:
        for name, edit in named(policy).items():
            assert len(edit.words.split()) > 1, (policy.id, name)
            assert not OF_PYTHON.search(edit.words), (policy.id, name)
            for function in functions_of(edit):
                assert not re.search(rf"\b{re.escape(function)}\b", edit.words), (policy.id, name)


def test_no_two_named_edits_of_a_policy_have_the_same_words() -> None:
    for policy in RULEBOOK:
        words = [edit.words for edit in named(policy).values()]
        assert len(set(words)) == len(words), policy.id


def test_a_description_is_short_or_json() -> None:
    for policy in RULEBOOK:
        for name, edit in policy.violating.items():
            description = describe(edit)
            assert is_json(description) or len(description) <= MOST_CHARACTERS, (policy.id, name)


@pytest.mark.parametrize(
    ("edit", "description"),
    [
        ({"name": None, "block": {"on": True}}, '{\n  "name": null,\n  "block": {\n    "on": true\n  }\n}'),
        (NamedEdit("removes the rule's targets", lambda draft, at: None), "removes the rule's targets"),
    ],
)
def test_an_edit_describes_itself(edit: Edit, description: str) -> None:
    assert describe(edit) == description
