from policies.core import Policy, Severity, controls
from policies.core.examples import add_first_resource, add_resource
from policies.core.known_stacks import KNOWN_STACKS


class StackHasNoIamUsersOrAccessKeys(Policy):
    """The stack makes no users, groups, passwords, access keys or ways to sign in from elsewhere.

    Everything here runs as a role, whose credentials last for hours. An access key that lasts for ever is copied,
    committed and forgotten. A new way to sign in would open the account from a stack that only handles transactions.
    GitHub signs in by a provider of the stack `delivery`, which rules of its own judge.
    """

    id = "FRAUD_IAM_15"
    severity = Severity.CRITICAL
    controls = (controls.PCI_8_6_2.supports, controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports)
    stacks = KNOWN_STACKS
    forbids = (
        "aws_iam_user*",
        "aws_iam_group*",
        "aws_iam_access_key",
        "aws_iam_service_specific_credential",
        "aws_iam_signing_certificate",
        "aws_iam_server_certificate",
        "aws_iam_virtual_mfa_device",
        "aws_iam_account_*",
        "aws_iam_*_provider",
        "aws_iam_outbound_web_identity_federation",
        "aws_iam_organizations_features",
        "aws_rolesanywhere_*",
        "aws_ssoadmin_*",
        "aws_identitystore_*",
        "aws_cognito_*",
    )
    remediation = "Remove it: code runs as a role of stacks.role.Role, and people sign in outside of this stack."

    violating = {
        "has a user": add_resource("aws_iam_user", {"name": "planted"}),
        "has a user's access key": add_resource("aws_iam_access_key", {"user": "planted"}),
        "has a user's password": add_resource("aws_iam_user_login_profile", {"user": "planted"}),
        "has a group": add_resource("aws_iam_group_membership", {"group": "planted", "users": ["planted"]}),
        "has a user's credential of one service": add_resource(
            "aws_iam_service_specific_credential", {"user_name": "planted", "service_name": "codecommit.amazonaws.com"}
        ),
        "has a user's certificate": add_resource("aws_iam_signing_certificate", {"user_name": "planted"}),
        "has a certificate of its own": add_resource("aws_iam_server_certificate", {"name": "planted"}),
        "has a second factor": add_resource("aws_iam_virtual_mfa_device", {"virtual_mfa_device_name": "planted"}),
        "asks less of passwords": add_resource("aws_iam_account_password_policy", {"minimum_password_length": 6}),
        "lets roles sign in elsewhere": add_resource("aws_iam_outbound_web_identity_federation", {}),
        "lets another account sign in as root": add_resource(
            "aws_iam_organizations_features", {"enabled_features": ["RootSessions"]}
        ),
        "trusts certificates": add_resource("aws_rolesanywhere_trust_anchor", {"name": "planted"}),
        "lets somebody sign in once for all": add_resource("aws_ssoadmin_account_assignment", {"principal_id": "p"}),
        "has a user for all accounts": add_resource("aws_identitystore_user", {"user_name": "planted"}),
        "has users of its own": add_resource("aws_cognito_user_pool", {"name": "planted"}),
        "trusts another sign-in": add_first_resource("aws_iam_openid_connect_provider", {"url": "https://example.com"}),
        "trusts a directory": add_resource("aws_iam_saml_provider", {"name": "planted"}),
    }
