"""One customer-managed key per class of data."""

from collections.abc import Sequence

from cdktf_cdktf_provider_aws.kms_alias import KmsAlias
from cdktf_cdktf_provider_aws.kms_key import KmsKey
from constructs import Construct

from stacks.document import ACCOUNT, Statement, policy
from stacks.settings import Settings


class Key(Construct):
    """A rotating key that this account's root administers and that only the given services may use.

    `users` are key-policy statements, one for each service principal that calls KMS in its own name. Services that
    call KMS in the name of a role (Lambda, DynamoDB, Parameter Store) need none: the role's grant decides.
    """

    def __init__(self, scope: Construct, name: str, *, users: Sequence[Statement] = (), settings: Settings) -> None:
        super().__init__(scope, f"{name}-key")
        key = KmsKey(
            self,
            "key",
            description=f"{settings.system}: {name}",
            enable_key_rotation=True,
            rotation_period_in_days=settings.key_rotation_days,
            deletion_window_in_days=settings.key_deletion_days,
            policy=policy(_administration(), *users),
        )
        KmsAlias(self, "alias", name=f"alias/{settings.system}/{name}", target_key_id=key.key_id)
        self.arn: str = key.arn


def _administration() -> Statement:
    return {
        "Sid": "AccountAdministers",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
