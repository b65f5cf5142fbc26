"""The URIs of an attestation, as package URLs of no registry: who verified what by which policies, and its fields.

No name of a host that is not ours stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping

from gate.provenance.digests import listed
from policies.core.known_stacks import KNOWN_STACKS

PROJECT = "pkg:generic/fraud-detection"
VERIFIER = f"{PROJECT}/gate"
POLICY = f"{PROJECT}/policies"
LEDGER_ENTRY = f"{PROJECT}/ledger-entry@2"
PLAN = f"{PROJECT}/plan@3"
# The fields for which SLSA has no name.
VERDICT, COUNTS, COMMIT, TREE, INPUTS, BYPRODUCTS = (
    f"{VERIFIER}#{field}" for field in ("verdict", "counts", "commit", "tree", "inputs", "byproducts")
)
# The folders of the rulebook.
RULEBOOK = ("policies/", "tests/compliance/")


def resource(subjects: Mapping[str, str]) -> str:
    """The URI of what was judged, with its digest: one stack by its file, several things by what `sha256sum` prints."""
    stacks = [name for name in KNOWN_STACKS if f"stacks/{name}/cdk.tf.json" in subjects]
    if len(stacks) == 1:
        return _uri(f"stacks/{stacks[0]}", subjects[f"stacks/{stacks[0]}/cdk.tf.json"])
    return _uri("stacks" if stacks else "files", listed(subjects))


def policy_digest(inputs: Mapping[str, str]) -> str:
    """The digest of the rulebook: of what `sha256sum` prints of its files, by path."""
    return listed({name: digest for name, digest in inputs.items() if name.startswith(RULEBOOK)})


def _uri(name: str, digest: str) -> str:
    return f"{PROJECT}/{name}?checksum=sha256:{digest}"
