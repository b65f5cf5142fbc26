"""What every queue's encryption must be, whichever of our keys it is with."""

from __future__ import annotations

from collections.abc import Mapping

from policies.aws.encrypted_with import EncryptedWith
from policies.core.kinds import Absent, Between
from policies.core.kinds.requirement import Requirement
from policies.requirements import SECRET_LIFETIME


def encrypted(data: str) -> Mapping[str, Requirement]:
    """The requirements of a queue that is encrypted with the key for this class of data."""
    return {
        "kms_master_key_id": EncryptedWith(data),
        "kms_data_key_reuse_period_seconds": Between(
            60,
            SECRET_LIFETIME,
            or_absent=True,
            otherwise=f"reuses a data key for {{value}} s, not 60 to {SECRET_LIFETIME}",
        ),
        "sqs_managed_sse_enabled": Absent(otherwise="sqs_managed_sse_enabled is set, in place of our key"),
    }
