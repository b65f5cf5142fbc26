"""What the two roles may do with which GitHub plans and deploys: the statements of their policies."""

from collections.abc import Sequence

from stacks.bucket import Bucket
from stacks.deploy_identities import ENCRYPTION, IDENTITIES, UNSCOPED
from stacks.deploy_services import SERVICES
from stacks.document import ACCOUNT, Statement
from stacks.reach import together
from stacks.settings import Settings

REACH = (*SERVICES, *IDENTITIES, *ENCRYPTION, UNSCOPED)
# Whatever is done to a key, but to look at it and to decrypt and generate with it; and to a bucket, but to its objects.
TO_KEYS = ("C*", "Del*", "Dis*", "E*", "I*", "P*", "R*", "S*", "T*", "U*")
TO_BUCKETS = ("C*", "D*", "P*", "U*")
OF_BUCKETS = ("s3:GetBucketObjectLockConfiguration", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions")
# A role keeps its boundary, an object what holds it, and the account its keys, for as long as AWS waits at most.
NEVER: Sequence[tuple[str, Statement]] = (
    ("iam:DeleteRolePermissionsBoundary iam:PutRolePermissionsBoundary s3:Bypass*", {}),
    ("kms:*", {"Bool": {"kms:BypassPolicyLockoutSafetyCheck": "true"}}),
    ("kms:*", {"NumericLessThan": {"kms:ScheduleKeyDeletionPendingWindowInDays": "30"}}),
)


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
        _allow(OF_BUCKETS, [state.arn, ledger.arn, f"{ledger.arn}/*"]),
        _allow(["s3:GetObject", "s3:PutObject"], [f"{each}*" for each in states]),
        _allow(["s3:DeleteObject"], [f"{each}.tflock" for each in states]),
        # Only what is not there yet can be put.
        {
            **_allow(["s3:PutObject"], [f"{ledger.arn}/*"]),
            "Condition": {"Null": {"s3:if-none-match": "false"}},
        },
        _use_keys(["kms:Decrypt", "kms:GenerateDataKey"], [state, ledger], settings),
        _untouched([state, ledger], settings),
        *(_never(*each) for each in NEVER),
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
    identities = (f"*/{settings.delivery}-*", "oidc-provider/*")
    return {
        "Effect": "Deny",
        "Action": ["iam:*", *(f"s3:{name}" for name in TO_BUCKETS), *(f"kms:{name}" for name in TO_KEYS)],
        "Resource": [
            *(f"arn:aws:iam::{ACCOUNT}:{name}" for name in identities),
            *(arn for bucket in buckets for arn in (bucket.arn, bucket.key_arn)),
        ],
    }


def _never(actions: str, condition: Statement) -> Statement:
    denied: Statement = {"Effect": "Deny", "Action": actions.split(), "Resource": ["*"]}
    return {**denied, "Condition": condition} if condition else denied
