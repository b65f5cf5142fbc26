"""From which day the files hold by which the analyzer decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from policies.core import Resource
from policies.core.strict_json import Json
from policies.fraud_rules.shared.patterns import MODEL, PACKAGE, RULES

SHADOW = f"{PACKAGE}shadow.json"
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


def undated(bundle: Resource) -> Iterator[str]:
    """A sentence for each file of a bundle that states no version or no day. There need not be a shadow model."""
    tried = () if bundle.get("members", SHADOW) is None else (SHADOW,)
    for name in (RULES, MODEL, *tried):
        document = bundle.get("members", name, "document")
        file = f"lambdas/{name}"
        if not isinstance(document, Mapping):
            yield f"{file} is missing, or cannot be read in one way"
        elif not document.get("version") or not _is_day(document.get("effective")):
            yield f"{file} does not say of which version it is, and from which day it holds"


def _is_day(value: Json) -> bool:
    try:
        return isinstance(value, str) and _DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False
