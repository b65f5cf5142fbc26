"""A key that was read is known, whether there is an item or not; one that was left unread is not."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError

from lambdas.transaction_drain.histories import read

A = {"key": {"S": "a"}}


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        ({"Responses": {}, "UnprocessedKeys": {}}, {"a": None, "b": None}),
        ({"Responses": {"other": []}, "UnprocessedKeys": {"table": {}}}, {"a": None, "b": None}),
        (
            {
                "Responses": {"table": [{"key": {"S": "a"}}]},
                "UnprocessedKeys": {"table": {"Keys": [{"key": {"S": "b"}}]}},
            },
            {"a": {"key": {"S": "a"}}},
        ),
    ],
)
def test_what_an_answer_does_not_name_is_no_item_unless_it_was_left(answer: Any, items: dict[str, Any]) -> None:
    asked: list[dict[str, Any]] = []

    def batch_get_item(**given: Any) -> Any:
        asked.append(given)
        return answer

    client = SimpleNamespace(batch_get_item=batch_get_item)
    assert read(["a", "b", "a"], table="table", client=client, warn=lambda *_: None) == items
    keys = [{"key": {"S": "a"}}, {"key": {"S": "b"}}]
    assert asked == [{"RequestItems": {"table": {"ConsistentRead": True, "Keys": keys}}}]


def test_of_two_calls_the_second_is_made_though_the_first_fails() -> None:
    told: list[tuple[str, str]] = []
    answers = iter([BotoCoreError(), {"Responses": {}, "UnprocessedKeys": {}}])

    def batch_get_item(**_: Any) -> Any:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    keys = [str(number) for number in range(101)]
    client = SimpleNamespace(batch_get_item=batch_get_item)
    assert read(keys, table="table", client=client, warn=lambda *words: told.append(words)) == {"100": None}
    assert told == [("histories were not read (%s); their payments come again", "BotoCoreError")]
