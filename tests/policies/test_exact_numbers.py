"""What is nearly a number that is demanded closes the gate; a number that is written in another way is the same."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from attack.field import Field, closing
from policies.core.documents import decoded
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable
from tests.policies.overlaps import field

RULEBOOK = rulebook()
MARKED = re.compile(r'\\?"@(-?\d+)@\\?"')


@cache
def real(path: Path) -> Field:
    return field(path)


def is_document(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(decoded(value), str)


def marked(value: Any, *, documents: bool = True) -> Any:
    """The value with each whole number replaced by a text that marks it, in documents inside strings too."""
    if documents and is_document(value):
        return json.dumps(marked(json.loads(value)))
    if isinstance(value, dict):
        return {key: marked(item, documents=documents) for key, item in value.items()}
    if isinstance(value, list):
        return [marked(item, documents=documents) for item in value]
    return f"@{value}@" if type(value) is int else value


def near_misses(text: str) -> Iterator[tuple[str, str]]:
    """(number, text) of each marked text in which just this number has a fraction that no float holds."""
    for found in MARKED.finditer(text):
        if found[1] == "0":  # a float holds any fraction beside nothing
            continue
        before, after = MARKED.sub(r"\1", text[: found.start()]), MARKED.sub(r"\1", text[found.end() :])
        yield found[1], f"{before}{found[1]}.0000000000000000001{after}"


def attributes(file: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str, str]]:
    """(resource, attribute, marked text) of each attribute that is a document as a whole."""
    for named in file["resource"].values():
        for values in named.values():
            for key, value in values.items():
                if is_document(value):
                    yield values, key, json.dumps(marked(json.loads(value)))


def test_a_number_of_the_file_that_cannot_be_read_exactly_makes_it_unreadable(synthesized: Path) -> None:
    file = json.loads(synthesized.read_text())
    numbers = {values["reserved_concurrent_executions"] for values in file["resource"]["aws_lambda_function"].values()}
    near = dict(near_misses(json.dumps(marked(file, documents=False))))
    assert {str(number) for number in numbers} <= near.keys()
    for missed in near.values():
        with pytest.raises(Unreadable, match="more digits than"):
            Stack.load(missed.encode())


def test_a_number_of_a_document_that_cannot_be_read_exactly_closes_the_gate(synthesized: Path) -> None:
    file = json.loads(synthesized.read_text())
    for values, key, text in list(attributes(file)):
        before = values[key]
        for number, values[key] in list(near_misses(text))[:1]:
            assert closing(Stack.load(json.dumps(file).encode(), blocks(files())), RULEBOOK), (key, number)
        values[key] = before


def test_a_whole_number_with_a_fraction_of_zero_is_the_same_number_to_every_policy(synthesized: Path) -> None:
    text = MARKED.sub(r"\1.0", json.dumps(marked(json.loads(synthesized.read_text()))))
    assert "10.0" in text
    stack = Stack.load(text.encode(), blocks(files()))
    assert repr(stack.resources) == repr(Stack.load(synthesized.read_bytes(), blocks(files())).resources)
