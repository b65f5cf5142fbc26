"""What holds for a whole account in a region: deployed once there, before the system and apart from it."""

from dataclasses import replace

from cdktf import TerraformStack
from constructs import Construct

from stacks.gateway_account import GatewayAccount
from stacks.key import Key
from stacks.key_users import log_groups
from stacks.provider import provide
from stacks.settings import Settings
from stacks.traces import Traces
from stacks.variables import account_id
from stacks.vended_logs import VendedLogs


class Account(TerraformStack):
    """AWS has one of each of these settings, for all that runs in the account, so no system may own them."""

    def __init__(self, scope: Construct, *, settings: Settings) -> None:
        super().__init__(scope, settings.account)
        # What has a name in AWS is called by this stack's, as no system owns it.
        own = replace(settings, system=settings.account)
        provide(self, own)
        account_id(self)
        logs = Key(self, "logs", users=[log_groups(own)], settings=own)
        GatewayAccount(self, logs_key=logs, settings=own)
        VendedLogs(self, settings=own)
        Traces(self, key=Key(self, "traces", settings=own))
