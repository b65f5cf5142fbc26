"""A workflow's definition as it is deployed, with names in the place of references."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

REFERENCE = re.compile(r"\$\{(\w+)\.([\w-]+)\.\w+\}")


def named(stack: Mapping[str, Any], machine: str) -> dict[str, Any]:
    """The definition of the machine of this name; a table has no other reference, and a key is as good as its id."""
    resources = stack["resource"]
    machines = resources["aws_sfn_state_machine"].values()
    (written,) = (each["definition"] for each in machines if each["name"] == machine)

    def name(reference: re.Match[str]) -> str:
        values = resources[reference[1]][reference[2]]
        return str(values.get("name", values.get("function_name")))

    text = REFERENCE.sub(name, written)
    return dict(json.loads(text))
