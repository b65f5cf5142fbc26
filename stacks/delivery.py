"""How the other stacks come to run in an account: where Terraform keeps their state, and what was deployed when."""

from dataclasses import replace

from cdktf import TerraformStack
from constructs import Construct

from stacks.bucket import Bucket
from stacks.document import ACCOUNT
from stacks.key import Key
from stacks.provider import provide
from stacks.settings import Settings
from stacks.variables import account_id


class Delivery(TerraformStack):
    """Deployed once in an account, before the others: a bucket for their state, and one for the ledger of deploys."""

    def __init__(self, scope: Construct, *, settings: Settings) -> None:
        super().__init__(scope, settings.delivery)
        # Keys and tag go by this stack's name; the buckets, whose names no other account may have, by the system's.
        own = replace(settings, system=settings.delivery)
        provide(self, own)
        account_id(self)
        Bucket(
            self,
            "state",
            name=f"{settings.system}-state-{ACCOUNT}",
            key=Key(self, "state", settings=own),
            kept_days=settings.state_days,
            settings=settings,
        )
        Bucket(
            self,
            "ledger",
            name=f"{settings.system}-ledger-{ACCOUNT}",
            key=Key(self, "ledger", settings=own),
            kept_days=settings.ledger_days,
            locked_days=settings.ledger_days,
            settings=settings,
        )
