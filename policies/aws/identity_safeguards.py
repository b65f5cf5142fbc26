"""What must not be switched off at a role and at what vouches for a run; see policies/aws/safeguards.py."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.boundary import ARN
from policies.aws.github import AUDIENCE, ISSUER
from policies.core.kinds import Absent, ByStack, Exactly
from policies.core.kinds.requirement import Requirement
from policies.core.known_stacks import ACCOUNT, DELIVERY, SYSTEM

BESIDE = "has rights or bounds beside the one policy that is judged"
BOUNDARY = Exactly(ARN, otherwise="can be given any rights by whoever deploys")
IDENTITIES: Mapping[str, Mapping[str, Requirement]] = {
    "aws_iam_openid_connect_provider": {
        "client_id_list": Exactly([AUDIENCE], otherwise="lets tokens in that are not for AWS"),
        "url": Exactly(f"https://{ISSUER}", otherwise="lets somebody else vouch for whoever signs in"),
    },
    "aws_iam_role": {
        **dict.fromkeys(("inline_policy", "managed_policy_arns"), Absent(otherwise=BESIDE)),
        "permissions_boundary": ByStack({SYSTEM: BOUNDARY, ACCOUNT: BOUNDARY, DELIVERY: Absent(otherwise=BESIDE)}),
    },
}
