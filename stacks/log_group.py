"""A log group that keeps its lines for the agreed days, encrypted with our key."""

from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from constructs import Construct

from stacks.key import Key
from stacks.settings import Settings


class LogGroup(Construct):
    """`name` is AWS's: several services fix its beginning, and write nowhere else."""

    def __init__(self, scope: Construct, identifier: str, *, name: str, key: Key, settings: Settings) -> None:
        super().__init__(scope, identifier)
        self.resource = CloudwatchLogGroup(
            self,
            "group",
            name=name,
            retention_in_days=settings.log_retention_days,
            kms_key_id=key.arn,
        )
        self.name: str = self.resource.name
        self.arn: str = self.resource.arn
