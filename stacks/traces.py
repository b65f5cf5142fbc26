"""The key under which X-Ray keeps the traces of the account in the region."""

from cdktf_cdktf_provider_aws.xray_encryption_config import XrayEncryptionConfig
from constructs import Construct

from stacks.key import Key


class Traces(Construct):
    """X-Ray uses the key by a grant that whoever deploys makes, so that no service stands in the key's policy."""

    def __init__(self, scope: Construct, *, key: Key) -> None:
        super().__init__(scope, "traces")
        XrayEncryptionConfig(self, "encryption", type="KMS", key_id=key.arn)
