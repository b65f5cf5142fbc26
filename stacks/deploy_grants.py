"""What the two roles may do with which GitHub plans and deploys: the statements of their policies."""

from collections.abc import Sequence

from stacks.bucket import Bucket
from stacks.deploy_identities import ENCRYPTION, IDENTITIES, UNSCOPED
from stacks.deploy_services import SERVICES
from stacks.document import ACCOUNT, Statement
from stacks.github import ISSUER
from stacks.reach import together
from stacks.settings import Settings

REACH = (*SERVICES, *IDENTITIES, *ENCRYPTION, UNSCOPED)
# Of a key, all but its use, which is allowed for the objects of a bucket alone.
OF_KEYS = ("Create*", "Delete*", "Enable*", "Put*", "Schedule*", "Tag*", "Untag*", "Update*")


def plan_grants(state: Bucket, *, settings: Settings) -> list[Statement]:
    """A plan reads what is there, and the states. It takes no lock of them."""
    states = _states(state, settings)
    return [
        *together(reach.to_read(settings) for reach in REACH),
        _allow(["s3:ListBucket"], [state.arn]),
        _allow(["s3:GetObject"], states),
        _use_keys(["kms:Decrypt"], [state], settings),
    ]


def deploy_grants(state: Bucket, ledger: Bucket, *, settings: Settings) -> list[Statement]:
    """A deploy changes what is there, writes and locks the states, and adds to the ledger."""
    states = _states(state, settings)
    return [
        *together(reach.to_change(settings) for reach in REACH),
        # An entry of the ledger names the one before it, and the lock of a state lies beside it.
        _allow(
            ["s3:GetBucketObjectLockConfiguration", "s3:ListBucket", "s3:ListBucketVersions"], [state.arn, ledger.arn]
        ),
        _allow(["s3:GetObject", "s3:PutObject"], [f"{each}*" for each in states]),
        _allow(["s3:DeleteObject"], [f"{state.arn}/*.tflock"]),
        _allow(["s3:GetObjectVersion"], [f"{ledger.arn}/*"]),
        # Only what is not there yet can be put.
        {
            **_allow(["s3:PutObject"], [f"{ledger.arn}/*"]),
            "Condition": {"Null": {"s3:if-none-match": "false"}},
        },
        _use_keys(["kms:Decrypt", "kms:GenerateDataKey"], [state, ledger], settings),
        _untouched([state, ledger], settings),
        {
            "Effect": "Deny",
            "Action": ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"],
            "Resource": ["*"],
        },
    ]


def _states(state: Bucket, settings: Settings) -> list[str]:
    """The objects of the stacks that are deployed with it; this stack's own state is none of them."""
    return [f"{state.arn}/{name}.tfstate" for name in (settings.account, settings.system)]


def _allow(actions: Sequence[str], resources: Sequence[str]) -> Statement:
    return {"Effect": "Allow", "Action": list(actions), "Resource": list(resources)}


def _use_keys(actions: Sequence[str], buckets: Sequence[Bucket], settings: Settings) -> Statement:
    """S3 asks for one data key for many objects, so that the context is the bucket."""
    through, arns = f"s3.{settings.region}.amazonaws.com", [bucket.arn for bucket in buckets]
    bound = {"kms:ViaService": through, "kms:EncryptionContext:aws:s3:arn": arns}
    return {**_allow(actions, [bucket.key_arn for bucket in buckets]), "Condition": {"StringEquals": bound}}


def _untouched(buckets: Sequence[Bucket], settings: Settings) -> Statement:
    """Of this stack nothing is changed by what it lets in, whatever is allowed beside it."""
    identities = (f"role/{settings.delivery}-*", f"policy/{settings.delivery}-*", f"oidc-provider/{ISSUER}")
    return {
        "Effect": "Deny",
        "Action": ["iam:*", "s3:Delete*", "s3:Put*", *(f"kms:{name}" for name in OF_KEYS)],
        "Resource": [
            *(f"arn:aws:iam::{ACCOUNT}:{name}" for name in identities),
            *(arn for bucket in buckets for arn in (bucket.arn, bucket.key_arn)),
        ],
    }
