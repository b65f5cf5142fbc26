"""Actions on identities with which whoever has them gets further rights, a line each.

Rhino Security Labs and pathfinding.cloud collect such paths, among others.
"""

from collections.abc import Mapping

IDENTITIES: Mapping[str, str] = {
    # The widest first: a wildcard is named by the first that it stands for.
    "*": "may do everything",
    "iam:PassRole": "may pass a role to a service and act as it",
    # More rights for a user, a group or a role that is there.
    "iam:AddRoleToInstanceProfile": "may lend a role to a machine",
    "iam:AddUserToGroup": "may put a user into a group of more rights",
    "iam:AttachGroupPolicy": "may attach any managed policy to a group",
    "iam:AttachRolePolicy": "may attach any managed policy to a role",
    "iam:AttachUserPolicy": "may attach any managed policy to a user",
    "iam:CreatePolicyVersion": "may rewrite a managed policy",
    "iam:DeleteRolePermissionsBoundary": "may take away what bounds a role",
    "iam:DeleteRolePolicy": "may take away what a role is denied",
    "iam:DeleteUserPermissionsBoundary": "may take away what bounds a user",
    "iam:DetachRolePolicy": "may take away what a role is denied",
    "iam:PutGroupPolicy": "may write a policy for a group",
    "iam:PutRolePermissionsBoundary": "may move what bounds a role",
    "iam:PutRolePolicy": "may write a policy for a role",
    "iam:PutUserPermissionsBoundary": "may move what bounds a user",
    "iam:PutUserPolicy": "may write a policy for a user",
    "iam:SetDefaultPolicyVersion": "may bring back an older managed policy",
    # The rights of somebody else.
    "iam:CreateAccessKey": "may make access keys of another user",
    "iam:CreateLoginProfile": "may give another user a password",
    "iam:CreateOpenIDConnectProvider": "may let people sign in from elsewhere",
    "iam:CreateSAMLProvider": "may let people sign in from elsewhere",
    "iam:CreateServiceSpecificCredential": "may make credentials of another user",
    "iam:DeactivateMFADevice": "may switch off another user's second factor",
    "iam:ResetServiceSpecificCredential": "may make credentials of another user",
    "iam:UpdateAccessKey": "may switch on another user's access key",
    "iam:UpdateAssumeRolePolicy": "may let itself assume another role",
    "iam:UpdateLoginProfile": "may set another user's password",
    "iam:UpdateSAMLProvider": "may let people sign in from elsewhere",
    "iam:UploadSSHPublicKey": "may make credentials of another user",
    "sts:AssumeRole": "may act as another role",
    "sts:AssumeRoleWithSAML": "may act as another role",
    "sts:AssumeRoleWithWebIdentity": "may act as another role",
    "sts:AssumeRoot": "may act as the root user of a member account",
    "sts:GetFederationToken": "may hand its rights to somebody else",
    # Whatever else changes identities: new actions of these services are no safer than those that are known.
    "iam:*": "may change who may do what",
    "identitystore:*": "may change who may sign in",
    "organizations:*": "may change what accounts may do",
    "sso:*": "may change who may sign in",
    "sts:*": "may act as somebody else",
}
