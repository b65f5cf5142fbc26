from policies.aws.boundary import ARN
from policies.core import Severity, controls
from policies.core.kinds import Absent, Attributes, Exactly
from policies.core.known_stacks import DEPLOYED


class RoleHasThePermissionsBoundary(Attributes):
    """Every role of a function, a workflow or a service has the boundary of `delivery`, and loses no policy by force.

    Whoever deploys writes the policies of roles. Within the boundary, no policy that they write gives a role more than
    roles of this system ever need, and a role without it they can neither make nor write to. Another boundary is one
    that others change. Policies that are detached by force are policies that somebody else attached.
    """

    id = "FRAUD_IAM_33"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports)
    stacks = DEPLOYED
    applies_to = ("aws_iam_role",)
    required = {
        "permissions_boundary": Exactly(ARN, otherwise="has the permissions boundary {value}, not that of `delivery`"),
        "force_detach_policies": Absent(or_false=True, otherwise="is made to lose policies that others attached"),
    }
    remediation = "Build the role with stacks.role.Role, which names the boundary."
    given = {"aws_iam_role.plain": {"force_detach_policies": False, "permissions_boundary": ARN}}
    violating = {"is bound by AWS's": {"permissions_boundary": "arn:aws:iam::aws:policy/PowerUserAccess"}}
