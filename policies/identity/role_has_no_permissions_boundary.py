from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS


class RoleHasNoPermissionsBoundary(Attributes):
    """No role has a permissions boundary, and none loses its policies by force.

    A boundary is a managed policy outside this file: its owner decides, without a change here, which grants still
    count. Here a role is granted exactly what it needs, so that there is nothing to bound. Policies that are detached
    by force are policies that somebody else attached.
    """

    id = "FRAUD_IAM_33"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports,)
    stacks = KNOWN_STACKS
    applies_to = ("aws_iam_role",)
    required = {
        "permissions_boundary": Absent(otherwise="has a permissions boundary that others change: {value}"),
        "force_detach_policies": Absent(or_false=True, otherwise="is made to lose policies that others attached"),
    }
    remediation = "Remove it: make the role's grants in stacks/ those that it needs, so that nothing has to bound them."
    given = {"aws_iam_role.plain": {"force_detach_policies": False}}
    violating = {"is bound by AWS's": {"permissions_boundary": "arn:aws:iam::aws:policy/PowerUserAccess"}}
