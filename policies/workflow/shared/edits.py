"""Edits of a workflow's definition, each at the state of that name."""

from __future__ import annotations

from policies.core.examples import (
    Address,
    Draft,
    Edit,
    NamedEdit,
    Values,
    insert,
    json_of,
    named_edit,
    path_of,
    remove,
    replace,
)

IN_STATES = ("definition", "States")


def patch_state(name: str, patch: Values | None) -> Edit:
    """A merge patch on one state; None removes the state."""
    return {"definition": {"States": {name: patch}}}


def patch_parameters(name: str, patch: Values) -> Edit:
    """A merge patch on what a task passes to the service that it calls."""
    return patch_state(name, {"Parameters": patch})


def replace_in(name: str, *keys: str | int, value: object) -> NamedEdit:
    """Sets what stands below these keys of a state; a number counts into a list."""
    words = f"sets {path_of(keys)} of the state {name} to {json_of(value)}"
    return NamedEdit(words, replace(*IN_STATES, name, *keys, value=value))


def remove_in(name: str, *keys: str | int) -> NamedEdit:
    """Removes what stands below these keys of a state."""
    return NamedEdit(f"removes {path_of(keys)} of the state {name}", remove(*IN_STATES, name, *keys))


def insert_in(name: str, *keys: str | int, item: object) -> NamedEdit:
    """Puts an item first into a list of a state."""
    words = f"puts {json_of(item)} first into {path_of(keys)} of the state {name}"
    return NamedEdit(words, insert(*IN_STATES, name, *keys, item=item))


def retarget(name: str, to: str) -> Edit:
    """The state goes somewhere else after success."""
    return patch_state(name, {"Next": to})


def retarget_catch(name: str, to: str) -> NamedEdit:
    """The last of the task's catchers leads somewhere else."""
    return replace_in(name, "Catch", -1, "Next", value=to)


def insert_choice(name: str, choice: str, patch: Values) -> NamedEdit:
    """Puts a choice between a state and the one that follows it, to which the choice leads by default."""
    words = f"puts the choice {choice} with {json_of(patch['Choices'])} between {name} and the state that follows it"

    @named_edit(words)
    def plant(draft: Draft, at: Address) -> None:
        states = draft[at]["definition"]["States"]
        states[choice] = {**patch, "Default": states[name]["Next"]}
        states[name]["Next"] = choice

    return plant


def forget_check(name: str, path: str, test: str = "") -> NamedEdit:
    """A choice no longer checks a path, or no longer by this test; the first rule that does so is changed."""

    @named_edit(f"removes {test or 'all'} that the choice {name} asks for {path}")
    def plant(draft: Draft, at: Address) -> None:
        for rule in draft[at]["definition"]["States"][name]["Choices"]:
            kept = [each for each in rule.get("And", ()) if path not in str(each) or (test and test not in each)]
            if len(kept) < len(rule.get("And", ())):
                rule["And"] = kept

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


@named_edit("removes :* from the end of logging_configuration.log_destination")
def log_to_the_group_alone(draft: Draft, at: Address) -> None:
    logging = draft[at]["logging_configuration"]
    logging["log_destination"] = logging["log_destination"].removesuffix(":*")
