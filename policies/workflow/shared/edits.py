"""Edits of a workflow's definition, each at the state of that name."""

from __future__ import annotations

from typing import Any

from policies.core.examples.edit import Address, Draft, Edit, Values
from policies.core.examples.named_edits import drop, replace

IN_STATES = ("definition", "States")


def patch_state(name: str, patch: Values | None) -> Edit:
    """A merge patch on one state; None removes the state."""
    return {"definition": {"States": {name: patch}}}


def parameters(name: str, patch: Values) -> Edit:
    """A merge patch on what a task hands over."""
    return patch_state(name, {"Parameters": patch})


def set_in(name: str, *keys: str | int, value: object) -> Edit:
    """Sets what stands below these keys of a state; a number counts into a list."""
    return replace(*IN_STATES, name, *keys, value=value)


def drop_in(name: str, *keys: str | int) -> Edit:
    """Removes what stands below these keys of a state."""
    return drop(*IN_STATES, name, *keys)


def drop_retry(name: str) -> Edit:
    """The task fails at its first error."""
    return patch_state(name, {"Retry": None})


def drop_catch(name: str) -> Edit:
    """The task's errors end the execution."""
    return patch_state(name, {"Catch": None})


def retarget(name: str, to: str) -> Edit:
    """The state goes somewhere else after success."""
    return patch_state(name, {"Next": to})


def retarget_catch(name: str, to: str, at: int = -1) -> Edit:
    """One of the task's catchers, the last unless told, leads somewhere else."""
    return set_in(name, "Catch", at, "Next", value=to)


def insert(name: str, *keys: str | int, item: object) -> Edit:
    """Puts an item first into a list of a state."""

    def plant(draft: Draft, at: Address) -> None:
        found: Any = draft[at]
        for key in (*IN_STATES, name, *keys):
            found = found[key]
        found.insert(0, item)

    return plant


def detour(name: str, through: str, choice: Values) -> Edit:
    """A choice between a state and the one that follows it, which it leads to where nothing else is chosen."""

    def plant(draft: Draft, at: Address) -> None:
        found = draft[at]["definition"]["States"]
        found[through] = {**choice, "Default": found[name]["Next"]}
        found[name]["Next"] = through

    return plant


def hand_over(name: str, parameters: Values) -> Edit:
    """The state ends no more, but writes these parameters over the analysis, and another answers as it did."""

    def plant(draft: Draft, at: Address) -> None:
        found = draft[at]["definition"]["States"]
        found["Answer"] = found[name]
        found[name] = {"Type": "Pass", "Parameters": parameters, "ResultPath": "$.analysis", "Next": "Answer"}

    return plant


def merge_into(name: str, gone: str) -> Edit:
    """One state takes the place of another, which is gone: whatever led to that one leads to this one."""

    def plant(draft: Draft, at: Address) -> None:
        found = draft[at]["definition"]["States"]
        del found[gone]
        ways = [way for state in found.values() for way in (state, *state.get("Catch", ()), *state.get("Choices", ()))]
        for way in ways:
            way.update({key: name for key in ("Next", "Default") if way.get(key) == gone})

    return plant


def drop_streams(draft: Draft, at: Address) -> None:
    """The log destination is the group without its streams."""
    logging = draft[at]["logging_configuration"]
    logging["log_destination"] = logging["log_destination"].removesuffix(":*")
