"""Edits of a workflow's definition, each at the state of that name."""

from __future__ import annotations

from policies.core.examples import (
    Address,
    Draft,
    Edit,
    NamedEdit,
    Values,
    below,
    clause,
    insert,
    json_of,
    merged,
    named_edit,
    path_of,
    remove,
    replace,
)
from policies.core.expressions import reference

IN_STATES = ("definition", "States")
# The states in the branches of the first one.
VALIDATING = ("ReadRequest", "Branches", 0, "States", "ValidateTransaction")
REMEMBERING = ("ReadRequest", "Branches", 1, "States")


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


def patch_each(keys: tuple[str | int, ...], patch: Values) -> NamedEdit:
    """Merges a patch into each object below these keys of a state, whatever it goes by."""

    @named_edit(f"in all of {path_of(keys)}: {clause(patch)}")
    def plant(draft: Draft, at: Address) -> None:
        objects = below(draft[at], (*IN_STATES, *keys))
        objects.update({name: merged(each, patch) for name, each in objects.items()})

    return plant


def insert_in(name: str, *keys: str | int, item: object) -> NamedEdit:
    """Puts an item first into a list of a state."""
    words = f"puts {json_of(item)} first into {path_of(keys)} of the state {name}"
    return NamedEdit(words, insert(*IN_STATES, name, *keys, item=item))


def repeat_in(name: str, *keys: str | int) -> NamedEdit:
    """Puts the first item of a list of a state there once more."""

    @named_edit(f"puts the first item of {path_of(keys)} of the state {name} there once more")
    def plant(draft: Draft, at: Address) -> None:
        items = below(draft[at], (*IN_STATES, name, *keys))
        items.insert(0, items[0])

    return plant


def retarget(name: str, to: str) -> Edit:
    """The state goes somewhere else after success."""
    return patch_state(name, {"Next": to})


def retarget_catch(name: str, to: str) -> NamedEdit:
    """The last of the task's catchers leads somewhere else."""
    return replace_in(name, "Catch", -1, "Next", value=to)


def forget_check(name: str, path: str, test: str = "") -> NamedEdit:
    """A choice no longer checks a path, or no longer by this test; the first rule that does so is changed."""

    @named_edit(f"removes {test or 'all'} that the choice {name} asks for {path}")
    def plant(draft: Draft, at: Address) -> None:
        for rule in draft[at]["definition"]["States"][name]["Choices"]:
            kept = [each for each in rule.get("And", ()) if path not in str(each) or (test and test not in each)]
            if len(kept) < len(rule.get("And", ())):
                rule["And"] = kept

    return plant


@named_edit("lets the workflow log to the log group of another workflow")
def log_to_another_group(draft: Draft, at: Address) -> None:
    logging = draft[at]["logging_configuration"]
    own = reference(logging["log_destination"].removesuffix(":*"))
    other = draft.first("aws_cloudwatch_log_group", named="/aws/vendedlogs/states/", but=own and own[:2])
    logging["log_destination"] = f"${{{other[0]}.{other[1]}.arn}}:*"


@named_edit("removes :* from the end of logging_configuration.log_destination")
def log_to_the_group_alone(draft: Draft, at: Address) -> None:
    logging = draft[at]["logging_configuration"]
    logging["log_destination"] = logging["log_destination"].removesuffix(":*")
