"""The permission for AWS's log delivery to write what workflows log."""

from cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy import CloudwatchLogResourcePolicy
from constructs import Construct

from stacks.document import ACCOUNT, policy
from stacks.log_delivery import deliver_into
from stacks.settings import Settings

# Step Functions writes there; CloudWatch Logs keeps ten such policies for a region, so it is one for all workflows.
GROUPS = "/aws/vendedlogs/states/*"


class VendedLogs(Construct):
    """One resource policy for the log groups of all workflows of the account in the region."""

    def __init__(self, scope: Construct, *, settings: Settings) -> None:
        super().__init__(scope, "vended-logs")
        groups = f"arn:aws:logs:{settings.region}:{ACCOUNT}:log-group:{GROUPS}"
        CloudwatchLogResourcePolicy(
            self,
            "delivery",
            policy_name=f"{settings.system}-vended-logs",
            policy_document=policy(deliver_into(groups, settings)),
        )
