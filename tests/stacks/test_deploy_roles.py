"""IAM takes the policies of the roles for deploys, and the boundary takes nothing from a role that it needs."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from policies.aws.names_in_reach import MAKES, before
from policies.core.known_stacks import ACCOUNT, DELIVERY, SYSTEM
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


@pytest.mark.parametrize("stack", [ACCOUNT, SYSTEM])
def test_the_boundary_takes_nothing_from_a_role(synthesized: Path, stack: str) -> None:
    made = resources_of(synthesized, stack)
    (bound,) = resources_of(synthesized, DELIVERY)["aws_iam_policy"].values()
    allowed = [each for each in json.loads(bound["policy"])["Statement"] if each["Effect"] == "Allow"]
    for role_policy in made["aws_iam_role_policy"].values():
        for statement in json.loads(role_policy["policy"])["Statement"]:
            for action in statement["Action"]:
                for arn in (by_name(resource, made) for resource in statement["Resource"]):
                    assert any(
                        action in each["Action"] and any(fnmatchcase(arn, pattern) for pattern in each["Resource"])
                        for each in allowed
                    ), f"{action} on {arn}"


def resources_of(synthesized: Path, stack: str) -> dict[str, Any]:
    file = synthesized.parents[1] / stack / synthesized.name
    resources: dict[str, Any] = json.loads(file.read_text())["resource"]
    return resources


def by_name(text: str, made: dict[str, Any]) -> str:
    """An ARN with the name for the reference; a key has no name, and is denied by reference alone."""

    def named(found: re.Match[str]) -> str:
        if found[1] not in MAKES:
            return f"arn:{found[1]}"
        return before(found[1], Settings().region) + str(made[found[1]][found[2]][MAKES[found[1]][2]])

    return re.sub(r"\$\{(\w+)\.([^.}]*)\.arn\}", named, text)


def written_out(resources: dict[str, Any], type_: str, attribute: str) -> Iterator[str]:
    for block in resources.get(type_, {}).values():
        text = re.sub(r"\s", "", block[attribute]).replace("${var.account_id}", "123456789012")
        yield re.sub(r"\$\{(\w+)\.[^}]*\}", lambda found: REFERENCES.get(found[1], "arn:" + 150 * "x"), text)
