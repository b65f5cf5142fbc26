from policies.core import Policy, Severity, controls
from policies.core.examples import add_first_resource, add_resource
from policies.core.known_stacks import KNOWN_STACKS


class RoleHasNoManagedPolicy(Policy):
    """No role gets rights from outside its one inline policy: no managed policy is made or attached, in any way.

    The owner of a managed policy, AWS included, changes it without a change in this file. And no policy judges what is
    attached beside the role's own policy. The one that bounds all roles stands in the stack `delivery`, judged there.
    """

    id = "FRAUD_IAM_16"
    severity = Severity.CRITICAL
    controls = (controls.CIS_2_14.supports, controls.NIST_AC_6.supports, controls.PCI_7_2_2.supports)
    stacks = KNOWN_STACKS
    forbids = (
        "aws_iam_policy",
        "aws_iam_policy_attachment",
        "aws_iam_role_policy_attachment*",
        "aws_iam_role_policies_exclusive",
        "aws_iam_instance_profile",
        "aws_iam_service_linked_role",
        "aws_iam_security_token_service_preferences",
        "aws_organizations_*",
    )
    remediation = "Write what the role needs into its grants, from stacks/grants.py."

    violating = {
        "attaches a managed policy": add_resource(
            "aws_iam_role_policy_attachment",
            {"role": "planted", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
        ),
        "attaches all managed policies at once": add_resource(
            "aws_iam_role_policy_attachments_exclusive", {"role_name": "planted", "policy_arns": []}
        ),
        "attaches one to many": add_resource("aws_iam_policy_attachment", {"name": "planted", "roles": ["planted"]}),
        "makes a managed policy": add_first_resource("aws_iam_policy", {"name": "planted"}),
        "empties the roles": add_resource(
            "aws_iam_role_policies_exclusive", {"role_name": "planted", "policy_names": []}
        ),
        "lets a service write a role": add_resource(
            "aws_iam_service_linked_role", {"aws_service_name": "elasticbeanstalk.amazonaws.com"}
        ),
        "changes every session of the account": add_resource(
            "aws_iam_security_token_service_preferences", {"global_endpoint_token_version": "v1Token"}
        ),
        "changes what the account may do": add_resource(
            "aws_organizations_policy_attachment", {"target_id": "planted"}
        ),
        "lends a role to a machine": add_resource("aws_iam_instance_profile", {"role": "planted"}),
    }
