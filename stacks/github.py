"""How GitHub Actions signs in: by a token of one run, which this account trusts for the repository's environments."""

from cdktf_cdktf_provider_aws.iam_openid_connect_provider import IamOpenidConnectProvider
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from constructs import Construct

from stacks.document import Statement, policy
from stacks.settings import Settings

ISSUER = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"


class Github(Construct):
    """GitHub as who vouches for a run, of which an account can have one."""

    def __init__(self, scope: Construct) -> None:
        super().__init__(scope, "github")
        # No thumbprint: AWS knows by itself who signs GitHub's certificates.
        provider = IamOpenidConnectProvider(self, "provider", url=f"https://{ISSUER}", client_id_list=[AUDIENCE])
        self.arn: str = provider.arn


class GithubRole(Construct):
    """A role for runs in one environment of the repository, with one inline policy."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        environment: str,
        github: Github,
        grants: list[Statement],
        settings: Settings,
    ) -> None:
        super().__init__(scope, f"{name}-role")
        role = IamRole(
            self,
            "role",
            name=f"{settings.delivery}-{name}",
            max_session_duration=settings.session_seconds,
            assume_role_policy=policy(_trust(github, f"repo:{settings.repository}:environment:{environment}")),
        )
        IamRolePolicy(self, "policy", name="grants", role=role.id, policy=policy(*grants))


def _trust(github: Github, subject: str) -> Statement:
    return {
        "Effect": "Allow",
        "Principal": {"Federated": github.arn},
        "Action": "sts:AssumeRoleWithWebIdentity",
        # A run outside of the environment has another subject. A pull request of a branch of this repository has it
        # if its job names the environment: only the environment's own rule, `main` alone, keeps it out.
        "Condition": {"StringEquals": {f"{ISSUER}:aud": AUDIENCE, f"{ISSUER}:sub": subject}},
    }
