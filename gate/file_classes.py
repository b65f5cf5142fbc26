"""What a file of the project is to the verdict, by its path: every tracked file is of one class."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fnmatch import fnmatchcase
from functools import cache


class FileClass(Enum):
    """What a change of such a file can do."""

    WAIVERS = "waivers"
    ENGINE = "engine"
    RULES = "rules"
    FUNCTIONS = "functions"
    STACK = "stack"
    TEXT = "text"
    MACHINERY = "machinery"


# The first pattern that fits decides; `*` stands for slashes too. What fits none may steer anything.
PATTERNS: Sequence[tuple[str, FileClass]] = (
    ("*.gitattributes", FileClass.MACHINERY),
    ("*.gitignore", FileClass.MACHINERY),
    ("policies/waivers.toml", FileClass.WAIVERS),
    ("policies/checkov.toml", FileClass.WAIVERS),
    ("policies/core/*", FileClass.ENGINE),
    ("policies/checkov_adapter.py", FileClass.ENGINE),
    ("gate/*", FileClass.ENGINE),
    ("policies/*", FileClass.RULES),
    ("tests/compliance/*", FileClass.RULES),
    ("lambdas/*", FileClass.FUNCTIONS),
    ("stacks/*", FileClass.STACK),
    ("docs/*.svg", FileClass.TEXT),
    ("docs/*.png", FileClass.TEXT),
    ("docs/openapi.json", FileClass.TEXT),
    # What the last attack came to: it is shown, and nothing is judged by it.
    ("attack/record.json", FileClass.TEXT),
    ("attack/oracle.toml", FileClass.RULES),
    ("*.md", FileClass.TEXT),
    ("*", FileClass.MACHINERY),
)
# What steers or judges: all but what is judged, and what is only read.
STEERING = frozenset(FileClass) - {FileClass.FUNCTIONS, FileClass.STACK, FileClass.TEXT}


@cache
def file_class(path: str) -> FileClass:
    """The class of a file by its path in the project, with slashes."""
    return next(kind for pattern, kind in PATTERNS if fnmatchcase(path, pattern))
