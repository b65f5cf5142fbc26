"""The page is stale only where something changed that decides capacity."""

import json
from dataclasses import replace

from capacity.document import digest
from capacity.runs import Given
from capacity.system import System


def changed(given: Given, old: str, new: str) -> Given:
    text = json.dumps(given.system.definition)
    assert old in text
    system: System = replace(given.system, definition=json.loads(text.replace(old, new)))
    return replace(given, system=system)


def test_another_retry_makes_another_digest(given: Given) -> None:
    assert digest(changed(given, '"MaxAttempts": 2', '"MaxAttempts": 1')) != digest(given)


def test_another_write_makes_another_digest(given: Given) -> None:
    assert digest(changed(given, "updateItem", "putItem")) != digest(given)


def test_other_words_make_the_same_digest(given: Given) -> None:
    assert digest(changed(given, "Decide about one card transaction", "Decide")) == digest(given)
    assert digest(changed(given, "not_stored", "kept_elsewhere")) == digest(given)
