"""What is asked of the account: calls that change nothing, each with the right that it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gate.preflight.needs import Needs
from policies.core.known_stacks import ACCOUNT

API_GATEWAY_ROLE = "AWSServiceRoleForAPIGateway"


@dataclass(frozen=True)
class Question:
    """A call of boto3's; equal where right and subject are. `subject` is what it is about, where there are several."""

    right: str
    subject: str = ""
    service: str = field(default="", compare=False)
    operation: str = field(default="", compare=False)
    arguments: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Refused:
    """Why there is no answer: AWS's code, such as AccessDenied, or the name of what went wrong on the way."""

    code: str

    @property
    def not_there(self) -> bool:
        """Whether AWS says that there is no such thing, which is an answer."""
        return self.code in {"ResourceNotFoundException", "NotFound", "NotFoundException", "NoSuchEntity"}

    @property
    def is_denied(self) -> bool:
        """Whether the credentials lack the right, as services word it in several ways."""
        return "accessdenied" in self.code.lower() or "authoriz" in self.code.lower()


Answer = Mapping[str, object] | Refused
Answers = Mapping[Question, Answer]


def value(answers: Answers, question: Question, *keys: str) -> object:
    """What stands below these keys of an answer; None where nothing does, or there is no answer."""
    found: object = answers.get(question)
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def rows(answers: Answers, question: Question, key: str) -> tuple[Mapping[str, object], ...]:
    """The objects of a list in an answer."""
    found = value(answers, question, key)
    return tuple(row for row in found if isinstance(row, Mapping)) if isinstance(found, list) else ()


CALLER = Question("sts:GetCallerIdentity", "", "sts", "get_caller_identity")
LIMITS = Question("lambda:GetAccountSettings", "", "lambda", "get_account_settings")
GATEWAY = Question("apigateway:GET", "/account", "apigateway", "get_account")
TRACES = Question("xray:GetEncryptionConfig", "", "xray", "get_encryption_config")
LOG_POLICIES = Question("logs:DescribeResourcePolicies", "", "logs", "describe_resource_policies")
SANDBOX = Question("sns:GetSMSSandboxAccountStatus", "", "sns", "get_sms_sandbox_account_status")
SPENDING = Question("sns:GetSMSAttributes", "", "sns", "get_sms_attributes")
TRAILS = Question("cloudtrail:DescribeTrails", "", "cloudtrail", "describe_trails")
SERVICE_ROLE = Question("iam:GetRole", API_GATEWAY_ROLE, "iam", "get_role", {"RoleName": API_GATEWAY_ROLE})


def concurrency_of(function: str) -> Question:
    """How much a function that is deployed already has reserved."""
    arguments = {"FunctionName": function}
    return Question("lambda:GetFunctionConcurrency", function, "lambda", "get_function_concurrency", arguments)


def log_group(name: str) -> Question:
    """Log groups whose names begin so."""
    return Question("logs:DescribeLogGroups", name, "logs", "describe_log_groups", {"logGroupNamePrefix": name})


def subscriptions_of(topic: str, region: str = "", account: str = "") -> Question:
    """The subscriptions of a topic."""
    arguments = {"TopicArn": f"arn:aws:sns:{region}:{account}:{topic}"}
    return Question("sns:ListSubscriptionsByTopic", topic, "sns", "list_subscriptions_by_topic", arguments)


def questions(needs: Needs, account: str, *, concurrency: bool = True) -> Iterator[Question]:
    """All that is asked for these files; `account` is the number of the account, where one is given."""
    yield CALLER
    if concurrency:
        yield from (LIMITS, *map(concurrency_of, needs.reserved))
    if needs.has("aws_api_gateway_rest_api"):
        yield from (GATEWAY, SERVICE_ROLE)
    if needs.has("aws_xray_encryption_config"):
        yield TRACES
    if needs.has("aws_cloudwatch_log_resource_policy"):
        yield LOG_POLICIES
    yield from map(log_group, account_wide_groups(needs))
    if needs.has("aws_dynamodb_table"):
        yield TRAILS
    if needs.sends_sms:
        yield from (SANDBOX, SPENDING)
    yield from (subscriptions_of(topic, needs.region, account) for topic in needs.topics)


def account_wide_groups(needs: Needs) -> Mapping[str, int]:
    """The log groups of the stack `account`, each with the days for which it keeps its events."""
    stack = needs.stacks.get(ACCOUNT)
    groups = stack.of("aws_cloudwatch_log_group") if stack else ()
    return {str(group.get("name")): days for group in groups if isinstance(days := group.get("retention_in_days"), int)}
