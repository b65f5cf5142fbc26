"""A construct path names one resource, and the right one: findings, waivers and comparisons go by it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policies.core.evaluate import evaluate
from policies.core.policy import Policy
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

Blocks = dict[str, Any]


@pytest.fixture
def file(synthesized: Path) -> Blocks:
    return dict(json.loads(synthesized.read_text()))


def violations(file: Blocks) -> set[str]:
    """The places at which the policy on construct paths is violated."""
    (policy,) = (each for each in rulebook() if each.id == "FRAUD_FILE_50")
    assert isinstance(policy, Policy)
    said = evaluate(policy, Stack.load(json.dumps(file).encode()))
    return {each.resource.address for each in said if each.resource and each.violations}


def topics(file: Blocks) -> tuple[Blocks, Blocks]:
    first, second = file["resource"]["aws_sns_topic"].values()
    return first["//"]["metadata"], second["//"]["metadata"]


def share(file: Blocks) -> None:
    first, second = topics(file)
    first["path"] = second["path"]


def exchange(file: Blocks) -> None:
    first, second = topics(file)
    first["path"], second["path"] = second["path"], first["path"]


def say(path: object) -> Callable[[Blocks], None]:
    def change(file: Blocks) -> None:
        for metadata in topics(file):
            metadata["path"] = path

    return change


CHANGES = [
    share,
    exchange,
    *map(say, ["", "x", "the whole stack", "aws_sqs_queue.x", "/", "a/", "a//b"]),
]
CHANGES += [*map(say, ["fraud-detection/::error::x", "::error::/x", "a/b\n", "a/\x1b[31m", "a/\u202e", "a/##[x]"])]


def test_the_paths_of_the_real_file_are_those_that_its_names_are_made_of(file: Blocks) -> None:
    assert violations(file) == set()


@pytest.mark.parametrize("change", CHANGES)
def test_a_path_that_is_shared_or_of_another_closes_the_gate(change: Callable[[Blocks], None], file: Blocks) -> None:
    change(file)
    found = violations(file)
    assert found
    assert found <= {f"aws_sns_topic.{name}" for name in file["resource"]["aws_sns_topic"]}


@pytest.mark.parametrize("path", [None, 1, []])
def test_a_resource_without_a_path_stands_at_its_address(path: object, file: Blocks) -> None:
    say(path)(file)
    assert violations(file) == set()
    places = {each.place for each in Stack.load(json.dumps(file).encode()).of("aws_sns_topic")}
    assert places == {f"aws_sns_topic.{name}" for name in file["resource"]["aws_sns_topic"]}


def test_a_resource_of_another_type_at_the_same_path_closes_the_gate(file: Blocks) -> None:
    (name, topic), *_ = file["resource"]["aws_sns_topic"].items()
    file["resource"]["aws_sqs_queue"][name] = {"name": "other", "//": topic["//"]}
    assert violations(file) == {f"aws_sns_topic.{name}", f"aws_sqs_queue.{name}"}


@pytest.mark.parametrize("keyword", ["variable", "output"])
def test_a_block_that_is_no_resource_stands_at_its_address_whatever_it_says(keyword: str, file: Blocks) -> None:
    metadata, _ = topics(file)
    for block in file[keyword].values():
        block["//"] = {"metadata": metadata}
    places = {each.place for each in Stack.load(json.dumps(file).encode()).of(keyword)}
    assert places == {f"{keyword}.{name}" for name in file[keyword]}
