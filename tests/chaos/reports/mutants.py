"""Every definition with one thing less: a catcher, a retrier, an error in one, a write, a condition, a rule, a term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Definition = Mapping[str, Any]


@dataclass(frozen=True)
class Mutant:
    """A definition, with something less in this state."""

    state: str
    words: str
    definition: Definition

    def __str__(self) -> str:
        return f"{self.state} without {self.words}"


def mutants(definition: Definition) -> Iterator[Mutant]:
    """Each of them, as the definition has it."""
    for name, state in definition["States"].items():
        for words, changed in _less(state):
            yield Mutant(name, words, {**definition, "States": {**definition["States"], name: changed}})


def _less(state: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for field, number, names in _errors(state):
        yield f"{field} of {' and '.join(names)}", _without(state, (field, number))
        for place, error in enumerate(names if len(names) > 1 else ()):
            yield f"{error} in {field}", _without(state, (field, number, "ErrorEquals", place))
    for number, rule in enumerate(state.get("Choices", ())):
        yield f"its rule {number} for {rule['Next']}", _without(state, ("Choices", number))
        for term, less in shorter(rule["Condition"].removeprefix("{% ").removesuffix(" %}")):
            yield term, _with(state, ("Choices", number, "Condition"), f"{{% {less} %}}")
    for number in range(len(state.get("Arguments", {}).get("TransactItems", ()))):
        yield f"its write {number}", _without(state, ("Arguments", "TransactItems", number))
    for path in _conditions(state.get("Arguments", {}), ("Arguments",)):
        write = next((f"its write {place}" for place in path if isinstance(place, int)), "its write")
        yield f"the condition of {write}", _without(state, path)
        for term, less in shorter(_at(state, path)):
            yield f"{term} in {write}", _with(state, path, less)


def _errors(state: Mapping[str, Any]) -> Iterator[tuple[str, int, list[str]]]:
    """Where each catcher and each retrier lies, and what it is for."""
    for field in ("Catch", "Retry"):
        yield from ((field, number, each["ErrorEquals"]) for number, each in enumerate(state.get(field, ())))


def shorter(condition: str) -> Iterator[tuple[str, str]]:
    """(the term, the condition without it) for each term of a condition, however deep it lies."""
    word = next((word for word in (" or ", " and ") if len(_split(condition, word)) > 1), "")
    terms = _split(condition, word) if word else []
    for number, term in enumerate(terms):
        before, after = terms[:number], terms[number + 1 :]
        yield term, word.join([*before, *after])
        inner = term[1:-1] if term.startswith("(") else term
        for words, less in shorter(inner):
            yield words, word.join([*before, term.replace(inner, less), *after])


def _split(condition: str, word: str) -> list[str]:
    """The terms that this word joins outside of brackets, in small letters (JSONata) or in capitals (DynamoDB)."""
    terms, depth, start = [], 0, 0
    for place, letter in enumerate(condition):
        depth += (letter == "(") - (letter == ")")
        if not depth and condition[place : place + len(word)].lower() == word:
            terms.append(condition[start:place])
            start = place + len(word)
    return [*terms, condition[start:]]


def _conditions(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Where the conditions of writes lie."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in pairs:
        if name == "ConditionExpression":
            yield (*path, name)
        else:
            yield from _conditions(each, (*path, name))


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for name in path:
        value = value[name]
    return value


def _without(state: Mapping[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    changed = deepcopy(dict(state))
    del _at(changed, path[:-1])[path[-1]]
    return _pruned(changed)


def _with(state: Mapping[str, Any], path: tuple[str | int, ...], value: str) -> dict[str, Any]:
    changed = deepcopy(dict(state))
    _at(changed, path[:-1])[path[-1]] = value
    return _pruned(changed)


def _pruned(state: dict[str, Any]) -> dict[str, Any]:
    """A name or a value that no expression uses any more is refused, and would hide what the condition was for."""
    for write in _writes(state.get("Arguments", {})):
        used = " ".join(text for name, text in write.items() if name.endswith("Expression"))
        for field in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
            if field in write:
                write[field] = {name: each for name, each in write[field].items() if re.search(f"{name}\\b", used)}
    return state


def _writes(arguments: dict[str, Any]) -> list[dict[str, Any]]:
    return [write for each in arguments.get("TransactItems", [{"": arguments}]) for write in each.values()]
