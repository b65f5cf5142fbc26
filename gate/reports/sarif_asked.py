"""What was asked of the system, as SARIF has it: a taxonomy, in which each sentence says which rules hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gate.reports.asked import Asked, asked
from gate.reports.evidence import Evidence

NAME = "Asked"


def taxonomies(evidence: Evidence) -> Mapping[str, Any]:
    """The member of a run; none where nothing was asked."""
    taxa = [_taxon(said) for said in asked(evidence)]
    about = {"name": NAME, "shortDescription": {"text": "What was asked of the system, sentence by sentence."}}
    return {"taxonomies": [{**about, "taxa": taxa}]} if taxa else {}


def sentences(evidence: Evidence) -> Mapping[str, Sequence[str]]:
    """The ids of the sentences that each policy holds."""
    held: dict[str, list[str]] = {}
    for said in evidence.asked.sentences:
        for policy in said.policies:
            held.setdefault(policy, []).append(said.id)
    return held


def _taxon(said: Asked) -> Mapping[str, Any]:
    more = {name: text for name, text in (("values", said.values), ("beyond", said.beyond)) if text}
    policies = {holding.policy: holding.status.value for holding in said.holding}
    return {
        "id": said.id,
        "shortDescription": {"text": said.sentence},
        "properties": {"status": said.status.value, "policies": policies, **more},
    }
