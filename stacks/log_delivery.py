"""What lets AWS's log delivery write into log groups, as a resource policy of CloudWatch Logs says it."""

from stacks.document import ACCOUNT, Statement
from stacks.settings import Settings


def deliver_into(groups: str, settings: Settings) -> Statement:
    """Log delivery writes into these groups, the ARN of one or of several, and on behalf of this account alone."""
    return {
        "Sid": "LogDelivery",
        "Effect": "Allow",
        "Principal": {"Service": "delivery.logs.amazonaws.com"},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": f"{groups}:log-stream:*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:aws:logs:{settings.region}:{ACCOUNT}:*"},
        },
    }
