"""IAM takes the policies of the roles for deploys: they are as short as it asks."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stacks.settings import Settings

# Characters, white space not counted, of a role's inline policies together, of a trust policy and of a managed policy.
INLINE, TRUST, MANAGED = 10_240, 2_048, 6_144
# The longest that a reference in such a policy can become.
REFERENCES = {
    "aws_iam_openid_connect_provider": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
    "aws_kms_key": f"arn:aws:kms:{Settings().region}:123456789012:key/12345678-1234-1234-1234-123456789012",
    "aws_s3_bucket": "arn:aws:s3:::fraud-detection-ledger-123456789012",
}


def test_no_policy_of_a_role_is_too_long(synthesized: Path) -> None:
    for stack in synthesized.parents[1].iterdir():
        resources = json.loads((stack / synthesized.name).read_text())["resource"]
        assert all(len(text) <= INLINE for text in written_out(resources, "aws_iam_role_policy", "policy"))
        assert all(len(text) <= TRUST for text in written_out(resources, "aws_iam_role", "assume_role_policy"))
        assert all(len(text) <= MANAGED for text in written_out(resources, "aws_iam_policy", "policy"))


def written_out(resources: dict[str, Any], type_: str, attribute: str) -> Iterator[str]:
    for block in resources.get(type_, {}).values():
        text = re.sub(r"\s", "", block[attribute]).replace("${var.account_id}", "123456789012")
        yield re.sub(r"\$\{(\w+)\.[^}]*\}", lambda found: REFERENCES.get(found[1], "arn:" + 150 * "x"), text)
