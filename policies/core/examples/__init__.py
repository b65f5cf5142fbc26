"""What a policy's examples are written in: `from policies.core.examples import Values, append, at_every, replace`."""

from policies.core.examples.draft import Address, Draft
from policies.core.examples.edit import (
    Edit,
    NamedEdit,
    Values,
    apply,
    clause,
    describe,
    edited,
    merged,
    named_edit,
    together,
)
from policies.core.examples.nested import below, nested
from policies.core.examples.reference_edits import refer_to_another, refer_to_attribute, refer_to_itself
from policies.core.examples.resource_edits import (
    PLANTED,
    add_first_resource,
    add_resource,
    at_every,
    copy_resource,
    remove_resources,
    rename_resources,
)
from policies.core.examples.value_edits import (
    Items,
    append,
    extend_text,
    insert,
    patch_items,
    remove,
    remove_items,
    replace,
)
from policies.core.examples.words import json_of, path_of, phrase

__all__ = [
    "PLANTED",
    "Address",
    "Draft",
    "Edit",
    "Items",
    "NamedEdit",
    "Values",
    "add_first_resource",
    "add_resource",
    "append",
    "apply",
    "at_every",
    "below",
    "clause",
    "copy_resource",
    "describe",
    "edited",
    "extend_text",
    "insert",
    "json_of",
    "merged",
    "named_edit",
    "nested",
    "patch_items",
    "path_of",
    "phrase",
    "refer_to_another",
    "refer_to_attribute",
    "refer_to_itself",
    "remove",
    "remove_items",
    "remove_resources",
    "rename_resources",
    "replace",
    "together",
]
