from collections.abc import Iterator

from policies.aws.bucket_denials import strange
from policies.aws.buckets import POLICY as BUCKET_POLICY
from policies.aws.principals import who
from policies.aws.statement_edits import STATEMENTS
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import append
from policies.core.known_stacks import DELIVERY
from policies.delivery.shared.example import BUCKETS, POLICY

READ = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}


class BucketPolicyAllowsNothing(Policy):
    """No bucket's policy allows anything: it holds the refusals that are judged one by one, and nothing else.

    Who reads and writes a bucket is said by the policies of roles. What a bucket's own policy allows holds beside them,
    and for other accounts too.
    """

    id = "FRAUD_DELIVERY_16"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_1.supports, controls.SOC_CC6_1.supports)
    stacks = (DELIVERY,)
    applies_to = (BUCKET_POLICY,)
    claims = ("policy",)
    remediation = "Take the statement out of stacks/bucket_policy.py, and give the role that needs it a grant."

    compliant = POLICY
    given = BUCKETS
    violating = {
        "lets anyone read": append(*STATEMENTS, item=READ),
        "lets another account write": append(
            *STATEMENTS, item={**READ, "Principal": {"AWS": "111122223333"}, "Action": "s3:PutObject"}
        ),
        "lets a service in": append(*STATEMENTS, item={**READ, "Principal": {"Service": "logging.s3.amazonaws.com"}}),
        "keeps its administrators out": append(
            *STATEMENTS, item={**READ, "Effect": "Deny", "Action": "s3:PutBucketPolicy"}
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for statement in strange(resource, stack):
            verb = "denies" if statement.get("Effect") == "Deny" else "allows"
            yield f"{verb} {who(statement)} what no policy knows: {statement.get('Action')}"
