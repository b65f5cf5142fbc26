"""What a plan reads of roles and keys and a deploy changes, and the little that AWS allows on nothing narrower."""

from stacks.reach import Reach

ROLES = ("arn:aws:iam::{account}:role/account-api-*", "arn:aws:iam::{account}:role/{system}-*")
# The id of a key is AWS's own. What must stay out of reach is denied by name.
KEYS = "arn:aws:kms:{here}:key/*"
# The services through which a deploy uses keys, to which it passes roles, and which make a role of their own.
THROUGH = ("dynamodb", "events", "lambda", "ssm")
PASSED = ("apigateway", "lambda", "states")
LINKED = ("ops.apigateway.amazonaws.com", "wafv2.amazonaws.com")

IDENTITIES = (
    Reach(
        service="iam",
        on=ROLES,
        reads="GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies",
        changes="DeleteRole ListInstanceProfilesForRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole "
        "UpdateRoleDescription",
    ),
    # What gives rights is allowed for roles that have the boundary.
    Reach(
        service="iam",
        on=ROLES,
        changes="CreateRole DeleteRolePolicy PutRolePolicy",
        condition={"StringEquals": {"iam:PermissionsBoundary": ["arn:aws:iam::{account}:policy/{boundary}"]}},
    ),
    Reach(
        service="iam",
        on=ROLES,
        changes="PassRole",
        condition={"StringEquals": {"iam:PassedToService": [f"{name}.amazonaws.com" for name in PASSED]}},
    ),
    Reach(
        service="iam",
        on=["arn:aws:iam::{account}:role/aws-service-role/*"],
        changes="CreateServiceLinkedRole",
        condition={"StringEquals": {"iam:AWSServiceName": LINKED}},
    ),
)
ENCRYPTION = (
    Reach(
        service="kms",
        on=[KEYS, "arn:aws:kms:{here}:alias/account/*", "arn:aws:kms:{here}:alias/{system}/*"],
        reads="DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags",
        changes="CreateAlias DeleteAlias EnableKeyRotation PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource "
        "UpdateAlias UpdateKeyDescription",
    ),
    Reach(
        service="kms",
        on=[KEYS],
        reads="Decrypt",
        changes="CreateGrant Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo",
        condition={"StringEquals": {"kms:ViaService": [f"{name}.{{region}}.amazonaws.com" for name in THROUGH]}},
    ),
    # Step Functions calls KMS itself, and AWS does not say as which service; the key says in which region and account.
    Reach(
        service="kms",
        on=[KEYS],
        reads="Decrypt",
        changes="GenerateDataKey",
        condition={"StringLike": {"kms:EncryptionContext:aws:states:stateMachineArn": ["*:transaction-*"]}},
    ),
)
# AWS knows no resource for these.
UNSCOPED = Reach(
    on=["*"],
    reads="kms:ListAliases logs:DescribeLogGroups logs:DescribeResourcePolicies sns:GetSubscriptionAttributes "
    "ssm:DescribeParameters xray:GetEncryptionConfig",
    changes="kms:CreateKey logs:CreateLogDelivery logs:DeleteLogDelivery logs:DeleteResourcePolicy "
    "logs:PutResourcePolicy sns:SetSubscriptionAttributes sns:Unsubscribe states:ValidateStateMachineDefinition "
    "xray:PutEncryptionConfig",
)
