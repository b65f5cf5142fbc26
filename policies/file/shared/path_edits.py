"""Edits of the construct paths that CDKTF writes beside the resources."""

from __future__ import annotations

from policies.core.examples import PLANTED, Address, Draft, NamedEdit, json_of, named_edit

TOPIC, QUEUE = "aws_sns_topic", "aws_sqs_queue"


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


def add_data_source(path: str) -> NamedEdit:
    """Adds a data source with this construct path."""

    @named_edit(f"adds a data source with the construct path {json_of(path)}")
    def plant(draft: Draft, at: Address) -> None:
        planted = ("data.aws_sqs_queue", PLANTED)
        draft[planted] = {}
        draft.paths[planted] = path

    return plant


@named_edit("adds a resource of another type by the same name, at the same construct path")
def share_path(draft: Draft, at: Address) -> None:
    other = (QUEUE if at[0] == TOPIC else TOPIC, at[1])
    draft[other] = {}
    draft.paths[at] = draft.paths[other] = draft.paths[at]
