"""A secret setting in Parameter Store."""

from cdktf_cdktf_provider_aws.ssm_parameter import SsmParameter
from constructs import Construct

from stacks.key import Key
from stacks.settings import Settings


class SecretParameter(Construct):
    """A SecureString whose value is written but never read back: it stands in no plan, no state and not here.

    `value` must be an ephemeral variable.
    """

    def __init__(
        self, scope: Construct, identifier: str, *, name: str, value: str, key: Key, settings: Settings
    ) -> None:
        super().__init__(scope, identifier)
        parameter = SsmParameter(
            self,
            "parameter",
            name=f"/{settings.system}/{name}",
            type="SecureString",
            key_id=key.arn,
            value_wo=value,
            value_wo_version=settings.parameter_version,
        )
        self.name: str = parameter.name
        self.arn: str = parameter.arn
