"""What may exist twice at once, so that its replacement may be created before it is destroyed, and why.

Everything else has an identity that AWS holds only once: a name, or a place in something that has one. There the
replacement is refused, or is taken for the old one and destroyed with it.
"""

from __future__ import annotations

from collections.abc import Mapping

API = "aws_api_gateway_"
# AWS gives each of them an identity of its own.
MAY_EXIST_TWICE: Mapping[str, str] = {
    f"{API}deployment": "an id of its own; a stage points at one of them",
    f"{API}rest_api": "an id of its own; two REST APIs may have one name",
    f"{API}request_validator": "an id of its own, in one REST API",
}
# A deployment must be created before the old one is destroyed, to which the stage still points, and after these. Each
# is known by its place in the API. The stage serves the copy in the deployment, so callers notice nothing of what
# happens to them before the next one is made. All of their arguments but their place can be changed as they stand.
OVERWRITTEN = "the replacement overwrites the old one, whose destruction takes it; the next plan makes it again"
REFUSED = "the replacement is refused while the old one is there, and nothing is lost; `terraform untaint` repairs it"
PARTS_OF_THE_API: Mapping[str, str] = {
    f"{API}gateway_response": OVERWRITTEN,
    f"{API}integration": OVERWRITTEN,
    f"{API}integration_response": OVERWRITTEN,
    f"{API}method": REFUSED,
    f"{API}method_response": REFUSED,
    f"{API}model": REFUSED,
    f"{API}resource": REFUSED,
}
