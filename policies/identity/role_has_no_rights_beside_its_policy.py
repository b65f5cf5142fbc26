from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS


class RoleHasNoRightsBesideItsPolicy(Attributes):
    """No role has an inline_policy block or managed policies of its own, beside the one policy that is judged.

    What a role may do is read in its aws_iam_role_policy, and nowhere else. Rights that stand in the role itself would
    be read by no policy. A managed policy is changed by its owner, AWS included, without a change in this file.
    """

    id = "FRAUD_IAM_32"
    severity = Severity.CRITICAL
    controls = (controls.CIS_2_14.supports, controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports)
    stacks = KNOWN_STACKS
    applies_to = ("aws_iam_role",)
    required = {
        "inline_policy": Absent(otherwise="has an inline_policy, rights that no policy reads"),
        "managed_policy_arns": Absent(otherwise="attaches managed policies, rights that others change: {value}"),
    }
    remediation = "Remove it, and write what the role needs into its grants, from stacks/grants.py."
    violating = {
        "has an inline policy": {"inline_policy": [{"name": "more", "policy": "{}"}]},
        "detaches whatever it has": {"inline_policy": [{}]},
        "administers": {"managed_policy_arns": ["arn:aws:iam::aws:policy/AdministratorAccess"]},
    }
