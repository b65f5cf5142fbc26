import re
from collections.abc import Iterator

from policies.aws.github import ISSUER, PROVIDER, trust, trusted_beside
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import append, merged, replace
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import DELIVERY
from policies.requirements import REPOSITORY

TRUST = ("assume_role_policy", "Statement")
TRUSTED = trust("delivery-deploy", "github")
FIRST = TRUSTED["Statement"][0]
NAMES = re.sub(r"@\d+", "", REPOSITORY)
SUBJECT = (*TRUST, 0, "Condition", "StringEquals", f"{ISSUER}:sub")


class RoleTrustsOnlyItsEnvironmentOfGithub(Policy):
    """Each role for deploys can be assumed only by a run of the repository that works in the role's environment.

    GitHub lets a run into an environment by the environment's own rules: from which branch, and after whose approval.
    The subject says no more than the environment: a pull request of a branch of the repository, whose job names it, is
    kept out by those rules alone, which stand on GitHub. A pattern in the subject would let others match as well.
    It names owner and repository with their ids: whoever takes a name once it is free does not get its id.
    """

    id = "FRAUD_DELIVERY_22"
    severity = Severity.CRITICAL
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_3.supports, controls.SOC_CC6_3.supports)
    stacks = (DELIVERY,)
    applies_to = ("aws_iam_role",)
    claims = ("assume_role_policy",)
    remediation = "Build the role with stacks.github.GithubRole; the repository stands in stacks/settings.py."

    compliant = {"name": "delivery-deploy", "assume_role_policy": TRUSTED}
    given = {f"{PROVIDER}.github": {}}
    violating = {
        "trusts pull requests": replace(*SUBJECT, value=f"repo:{REPOSITORY}:pull_request"),
        "trusts a branch": replace(*SUBJECT, value=f"repo:{REPOSITORY}:ref:refs/heads/main"),
        "trusts another repository": replace(*SUBJECT, value="repo:other/other:environment:production"),
        "trusts whoever has the names": replace(*SUBJECT, value=f"repo:{NAMES}:environment:production"),
        "trusts any environment": replace(
            *TRUST, 0, "Condition", value={"StringLike": {f"{ISSUER}:sub": f"repo:{REPOSITORY}:*"}}
        ),
        "trusts every run of GitHub": replace(*TRUST, 0, "Condition", value=None),
        "trusts this account": replace(*TRUST, 0, "Principal", value={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}),
        "trusts once more": append(*TRUST, item=merged(FIRST, {"Condition": None})),
        "lets sessions be tagged": replace(*TRUST, 0, "Action", value=["sts:TagSession", FIRST["Action"]]),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return trusted_beside(resource, stack)
