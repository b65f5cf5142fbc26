"""Edits of a workflow's definition that put a state between others, or take one out."""

from __future__ import annotations

from policies.core.examples import Address, Draft, NamedEdit, Values, json_of, named_edit


def insert_choice(name: str, choice: str, patch: Values) -> NamedEdit:
    """Puts a choice between a state and the one that follows it, to which the choice leads by default."""
    words = f"puts the choice {choice} with {json_of(patch['Choices'])} between {name} and the state that follows it"

    @named_edit(words)
    def plant(draft: Draft, at: Address) -> None:
        states = draft[at]["definition"]["States"]
        states[choice] = {**patch, "Default": states[name]["Next"]}
        states[name]["Next"] = choice

    return plant


def answer_elsewhere(choice: str, end: str) -> NamedEdit:
    """Gives an answer in a second state, to which the last rule of a choice leads."""

    @named_edit(f"lets the last rule of {choice} lead to a copy of {end}")
    def plant(draft: Draft, at: Address) -> None:
        states = draft[at]["definition"]["States"]
        states["Planted"] = dict(states[end])
        states[choice]["Choices"][-1]["Next"] = "Planted"

    return plant


def replace_analysis_at(name: str, parameters: Values) -> NamedEdit:
    """Puts a state that writes these parameters over the analysis before a state."""

    @named_edit(f"puts a state before {name} that sets $.analysis to {json_of(parameters)}")
    def plant(draft: Draft, at: Address) -> None:
        states = draft[at]["definition"]["States"]
        states["Answer"] = states[name]
        states[name] = {"Type": "Pass", "Parameters": parameters, "ResultPath": "$.analysis", "Next": "Answer"}

    return plant


def replace_state(name: str, by: str) -> NamedEdit:
    """Removes a state; whatever led to it leads to another."""

    @named_edit(f"removes the state {name}; whatever led to it leads to {by}")
    def plant(draft: Draft, at: Address) -> None:
        states = draft[at]["definition"]["States"]
        del states[name]
        ways = [way for state in states.values() for way in (state, *state.get("Catch", ()), *state.get("Choices", ()))]
        for way in ways:
            way.update({key: by for key in ("Next", "Default") if way.get(key) == name})

    return plant
