"""The statements of controls that OSCAL's findings target, and the catalogues in which they stand.

NIST publishes its own, and we bundle the ids of it that we use. The other standards are under copyright, and publish
none in OSCAL: a catalogue of ours has their numbers and our titles, never their texts, and lies in the results. So
does what was asked of the system, sentence by sentence.
"""

from __future__ import annotations

import json
import re
import tomllib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from gate.regular_file import text
from policies.core.control import Control

NAMES = UUID("6a0c7a2e-5d0b-5f5b-9f0e-3f6f0d1c4b7a")
OSCAL = "1.2.1"
NIST = tomllib.loads(text(Path(__file__).with_name("nist_statements.toml")))
NIST_ID = str(uuid5(NAMES, NIST["source"]))
FILE = "oscal-catalog.json"
# What was asked of the system is a group of our catalogue, in its own sentences.
ASKED = "Asked"


class Statement(NamedTuple):
    """A control's id and its statement's, and the back-matter resource that is the catalogue in which both stand."""

    control: str
    statement: str
    catalogue: str


def statement(control: Control, own: UUID) -> Statement:
    """In NIST's catalogue `sc-28.1` and `sc-28.1_smt`; of another standard, in ours, `pci-dss-4.0.1_10.3.2`."""
    found = NIST["statements"].get(control.number) if control.standard.startswith("NIST") else None
    if found:
        return Statement(found.removesuffix("_smt"), found, NIST_ID)
    name = re.sub(r"[^\w.-]", "-", f"{control.standard.lower()}_{control.number}".replace(" ", "-"))
    return Statement(name, f"{name}_smt", _own_id(own))


def catalogue(controls: Iterable[Control], when: str, own: UUID) -> Mapping[str, Any]:
    """Our catalogue of those controls of which no other has the statements."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for control in controls:
        name, part, where = statement(control, own)
        if where != NIST_ID:
            own_words = f"{control.title} (our words; the requirement is {control.standard}, {control.number})"
            prose = control.title if control.standard == ASKED else own_words
            parts = [{"id": part, "name": "statement", "prose": prose}]
            groups.setdefault(control.standard, []).append({"id": name, "title": control.title, "parts": parts})
    metadata = {
        "title": "Controls to which the policies point, by number, without the standards' texts",
        "last-modified": when,
        "version": when,
        "oscal-version": OSCAL,
    }
    listed = [{"title": standard, "controls": inside} for standard, inside in groups.items()]
    content = {"uuid": str(uuid5(own, "catalogue")), "metadata": metadata, "groups": listed}
    return {"catalog": {name: value for name, value in content.items() if value}}


def resources(controls: Iterable[Control], when: str, own: UUID) -> Iterable[Mapping[str, Any]]:
    """Both catalogues as resources of the back matter: NIST's by its address, ours with its content."""
    media = "application/oscal.catalog+json"
    yield {"uuid": NIST_ID, "title": NIST["title"], "rlinks": [{"href": NIST["source"], "media-type": media}]}
    content = json.dumps(catalogue(controls, when, own)).encode()
    embedded = {"filename": FILE, "media-type": media, "value": b64encode(content).decode()}
    title = "The controls of standards that publish no catalogue in OSCAL"
    yield {"uuid": _own_id(own), "title": title, "base64": embedded}


def _own_id(own: UUID) -> str:
    return str(uuid5(own, "the resource with our catalogue"))
