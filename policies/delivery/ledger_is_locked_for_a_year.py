from collections.abc import Iterator

from policies.aws.buckets import LEDGER, LOCK, bucket_of, data_of
from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Block, Exactly, OneOf
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import BUCKETS, OF_LEDGER, rename_buckets


class LedgerIsLockedForAYear(Attributes):
    """What the ledger of deploys says can be deleted by nobody for 366 days, whatever rights they have.

    PCI DSS asks for twelve months of audit logs that nobody can change; a year may have 366 days. In the mode
    COMPLIANCE not even the account's root can shorten the time. What is locked by mistake costs a few cents.
    """

    id = "FRAUD_DELIVERY_18"
    severity = Severity.CRITICAL
    controls = (controls.PCI_10_5_1.supports, controls.PCI_10_3_2.satisfies, controls.NIST_AU_11.supports)
    stacks = (DELIVERY,)
    applies_to = (LOCK,)
    required = {
        "object_lock_enabled": OneOf("Enabled", None),
        "rule": Block(
            {
                "default_retention": Block(
                    {
                        "mode": Exactly("COMPLIANCE", otherwise="is locked in the mode {value}, which some may lift"),
                        "days": Exactly(366, otherwise="is locked for {value} days, not for 366"),
                    }
                )
            }
        ),
    }
    remediation = "Build the ledger with stacks.bucket.Bucket, and locked_days of stacks/settings.py."

    compliant = {"bucket": OF_LEDGER}
    given = BUCKETS
    violating = {
        "may be lifted by some": {"rule": {"default_retention": {"mode": "GOVERNANCE"}}},
        "is of a bucket that nobody knows": rename_buckets("other"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        if data_of(bucket_of(resource, stack)) != LEDGER:
            yield "locks another bucket than the ledger's"
