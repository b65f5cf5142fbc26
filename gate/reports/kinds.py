"""What a place of the report is, in a few words, where neither its name nor Terraform's type says so to a newcomer."""

from __future__ import annotations

from collections.abc import Mapping

from gate.model import WHOLE_STACK
from policies.aws.names import NOUNS

# By the type of a block, and of what is judged beside the file.
KINDS: Mapping[str, str] = {
    "bundle": "a function's bundle, as it is deployed",
    "calls": "the calls that a function's tests recorded",
    "folder": "the folder that is deployed",
    "output": "an output of the stack",
    "provider": "the provider: account and region",
    "source": "a function's source code",
    "stack": "what the other stack expects of this one, and this one of it",
    "terraform": "Terraform's own settings: versions, providers, backend",
    "variable": "a variable, which is given at deploy time",
}
ENGINES: Mapping[str, str] = {
    "policies": "our own judge",
    "claims": "our own judge, of what no policy claims",
    "checkov": "Checkov",
    "pytest": "pytest",
    "gate": "the gate itself",
    "waivers": "the gate itself, of waivers",
}


def kind_in_words(type_: str, place: str) -> str:
    """Of a resource by its type, of anything else by its name."""
    if type_:
        return KINDS.get(type_) or (f"{NOUNS[type_]}, {type_}" if type_ in NOUNS else type_)
    if place.endswith(WHOLE_STACK):
        return "what is about no single resource"
    if WHOLE_STACK in place:
        return "a case of a pytest policy"
    return "the judged file as a whole" if place.endswith(".json") else ""


def engine(source: str) -> str:
    """Which engine found it."""
    return ENGINES.get(source, source)
