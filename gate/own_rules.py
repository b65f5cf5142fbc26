"""The gate's own rules: what it reports beside the policies, with what each means and what to do.

A finding by one of them stands at the place of what broke it. Nobody may waive one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from gate.regular_file import text

UNCLAIMED_TYPE = "UNCLAIMED_TYPE"
UNCLAIMED_ATTRIBUTE = "UNCLAIMED_ATTRIBUTE"
UNJUDGED_ATTRIBUTE = "UNJUDGED_ATTRIBUTE"
UNKNOWN_CHECK = "UNKNOWN_CHECK"
CHECKOV = "CHECKOV"
CHECKOV_SETTINGS = "CHECKOV_SETTINGS"
PYTEST = "PYTEST"
WAIVER = "WAIVER"
EXPOSURE = "EXPOSURE"
BROKEN_RULEBOOK = "BROKEN_RULEBOOK"
BROKEN_WAIVERS = "BROKEN_WAIVERS"
BROKEN_RECORD = "BROKEN_RECORD"
UNREADABLE = "UNREADABLE"
SYNTHESIS = "SYNTHESIS"
FOLDER_CHANGED = "FOLDER_CHANGED"
UNFINISHED = "UNFINISHED"
FOREIGN_FILE = "FOREIGN_FILE"
COMPILED_FILE = "COMPILED_FILE"
SHADOWED_MODULE = "SHADOWED_MODULE"
DEPLOYMENT = "DEPLOYMENT"


class OwnRule(NamedTuple):
    """What must be true, what it means where it is not, and what to do then."""

    title: str
    meaning: str
    remediation: str


FILE = Path(__file__).with_suffix(".toml")
OWN_RULES: Mapping[str, OwnRule] = {rule: OwnRule(**texts) for rule, texts in tomllib.loads(text(FILE)).items()}
