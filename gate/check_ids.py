"""What the ids of Checkov's checks begin with; those of our policies, which Checkov runs as well, begin otherwise."""

from __future__ import annotations

CHECK = "CKV"
# Of a check that Checkov's graph answers. In one of ours the id of the policy that it repeats follows.
GRAPH = "CKV2_"


def is_check(id_: str) -> bool:
    """Whether it is a check's, and no policy's."""
    return id_.startswith(CHECK)
