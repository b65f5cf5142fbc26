"""Edits of what stands in another stack, by the block that holds its resources."""

from __future__ import annotations

import json

from policies.core.examples import Address, Draft, NamedEdit, Values, clause, merged, named_edit


def without(type_: str) -> NamedEdit:
    """Leaves every resource of a type out of the other stack."""

    @named_edit(f"leaves every {type_} out of the other stack")
    def plant(draft: Draft, at: Address) -> None:
        del draft[at][type_]

    return plant


def named_by(attribute: str, type_: str) -> NamedEdit:
    """Lets every resource of a type in the other stack refer to this attribute of what it names by its ARN."""

    @named_edit(f"in every {type_} of the other stack: refers to the {attribute} of what it names by its ARN")
    def plant(draft: Draft, at: Address) -> None:
        draft[at][type_] = json.loads(json.dumps(draft[at][type_]).replace(".arn}", f".{attribute}}}"))

    return plant


def in_every(type_: str, patch: Values) -> NamedEdit:
    """Merges a patch into every resource of a type in the other stack."""

    @named_edit(f"in every {type_} of the other stack: {clause(patch)}")
    def plant(draft: Draft, at: Address) -> None:
        draft[at][type_] = {name: merged(values, patch) for name, values in draft[at][type_].items()}

    return plant
