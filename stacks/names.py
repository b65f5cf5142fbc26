"""The names that the other stacks give what they make, where a deploy and the boundary of roles must know them."""

from collections.abc import Mapping, Sequence

from stacks.document import ACCOUNT
from stacks.settings import Settings

FUNCTIONS = (
    "fraud-analyzer",
    "notification-sender",
    "transaction-drain",
    "transaction-validator",
)
WORKFLOWS = ("transaction-batches", "transaction-lookups", "transaction-processing", "transaction-reports")
TABLES = ("card-histories", "refused-payments", "transactions")
TOPICS = ("fraud-alerts", "operations")

# By service, the ARNs of what roles may use; `{here}` is region and account. The policy of the role that deploys is too
# short for the names of all queues.
NAMED: Mapping[str, Sequence[str]] = {
    "dynamodb": [f"arn:aws:dynamodb:{{here}}:table/{name}" for name in TABLES],
    "events": ["arn:aws:events:{here}:event-bus/{system}"],
    "lambda": [f"arn:aws:lambda:{{here}}:function:{name}" for name in FUNCTIONS],
    "sns": [f"arn:aws:sns:{{here}}:{name}" for name in TOPICS],
    "sqs": ["arn:aws:sqs:{here}:transaction-*"],
    "ssm": ["arn:aws:ssm:{here}:parameter/{system}/*"],
    "states": [f"arn:aws:states:{{here}}:stateMachine:{name}" for name in WORKFLOWS],
}


def boundary_name(settings: Settings) -> str:
    """The name of the boundary of roles, which no reference leads to from another stack."""
    return f"{settings.delivery}-boundary"


def boundary_arn(settings: Settings) -> str:
    """The ARN of the boundary, in whichever account it is."""
    return f"arn:aws:iam::{ACCOUNT}:policy/{boundary_name(settings)}"


def written_out(text: str, settings: Settings) -> str:
    """A text with what its braces stand for."""
    return text.format(
        here=f"{settings.region}:{ACCOUNT}",
        region=settings.region,
        account=ACCOUNT,
        system=settings.system,
        boundary=boundary_name(settings),
    )
