"""Edits of the construct paths that CDKTF writes beside the resources."""

from __future__ import annotations

from policies.core.examples import Address, Draft, NamedEdit, json_of, named_edit

TOPIC = ("aws_sns_topic", "planted")


def set_path(path: str) -> NamedEdit:
    """Sets the resource's construct path."""

    @named_edit(f"sets the construct path to {json_of(path)}")
    def plant(draft: Draft, at: Address) -> None:
        draft.paths[at] = path

    return plant


def extend_path(by: str) -> NamedEdit:
    """Adds a text to the resource's construct path."""

    @named_edit(f"adds {json_of(by)} to the construct path")
    def plant(draft: Draft, at: Address) -> None:
        draft.paths[at] = f"{draft.paths[at]}{by}"

    return plant


@named_edit("adds an aws_sns_topic at the same construct path")
def share_path(draft: Draft, at: Address) -> None:
    draft[TOPIC] = {}
    draft.paths[at] = draft.paths[TOPIC] = draft.paths[at]
