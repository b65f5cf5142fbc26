"""How the other stacks come to run in an account: who deploys them, where their states are, what was deployed when."""

from dataclasses import replace

from cdktf import TerraformStack
from constructs import Construct

from stacks.boundary import Boundary
from stacks.bucket import Bucket
from stacks.deploy_grants import deploy_grants, plan_grants
from stacks.document import ACCOUNT
from stacks.github import Github, GithubRole
from stacks.key import Key
from stacks.provider import provide
from stacks.settings import Settings
from stacks.variables import account_id


class Delivery(TerraformStack):
    """Deployed once in an account, before the others, by an administrator.

    A bucket for the states of the others, one for the ledger of deploys, the two roles with which GitHub plans and
    deploys, and the most that a deploy can give to a role.
    """

    def __init__(self, scope: Construct, *, settings: Settings) -> None:
        super().__init__(scope, settings.delivery)
        # Keys and tag go by this stack's name; the buckets, whose names no other account may have, by the system's.
        own = replace(settings, system=settings.delivery)
        provide(self, own)
        account_id(self)
        state = Bucket(
            self,
            "state",
            name=f"{settings.system}-state-{ACCOUNT}",
            key=Key(self, "state", settings=own),
            kept_days=settings.state_days,
            settings=settings,
        )
        ledger = Bucket(
            self,
            "ledger",
            name=f"{settings.system}-ledger-{ACCOUNT}",
            key=Key(self, "ledger", settings=own),
            kept_days=settings.ledger_days,
            locked_days=settings.ledger_days,
            settings=settings,
        )
        Boundary(self, apart=(state, ledger), settings=settings)
        github = Github(self)
        plans = plan_grants(state, settings=settings)
        deploys = deploy_grants(state, ledger, settings=settings)
        GithubRole(self, "plan", environment="plan", github=github, grants=plans, settings=settings)
        GithubRole(self, "deploy", environment="production", github=github, grants=deploys, settings=settings)
