"""Actions of AWS in words: `dynamodb:GetItem` is to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Each stands before the thing that the action is on, unless the action can be on everything only.
PHRASES: Mapping[str, str] = {
    "dynamodb:BatchGetItem": "read",
    "dynamodb:BatchWriteItem": "write to",
    "dynamodb:GetItem": "read",
    "dynamodb:PutItem": "write to",
    "dynamodb:UpdateItem": "change rows of",
    "events:PutEvents": "publish to",
    "kms:Decrypt": "decrypt with",
    "kms:DescribeKey": "look at",
    "kms:Encrypt": "encrypt with",
    "kms:GenerateDataKey": "encrypt with",
    "kms:GenerateDataKeyWithoutPlaintext": "encrypt with",
    "kms:ReEncryptFrom": "move data away from",
    "kms:ReEncryptTo": "move data to",
    "lambda:InvokeFunction": "invoke",
    "logs:CreateLogDelivery": "set up the delivery of logs",
    "logs:CreateLogGroup": "make log groups",
    "logs:CreateLogStream": "write to",
    "logs:DeleteLogDelivery": "set up the delivery of logs",
    "logs:DescribeLogGroups": "list log groups",
    "logs:DescribeLogStreams": "list log streams",
    "logs:DescribeResourcePolicies": "list the policies of log groups",
    "logs:FilterLogEvents": "read",
    "logs:GetLogDelivery": "set up the delivery of logs",
    "logs:GetLogEvents": "read",
    "logs:ListLogDeliveries": "set up the delivery of logs",
    "logs:PutLogEvents": "write to",
    "logs:PutResourcePolicy": "set the policies of log groups",
    "logs:UpdateLogDelivery": "set up the delivery of logs",
    "s3:DeleteBucket": "delete",
    "s3:DeleteObjectVersion": "delete versions of",
    "s3:PutObject": "write",
    "s3:PutObjectRetention": "set how long nobody may delete",
    "sns:Publish": "publish to",
    "sqs:DeleteMessage": "take messages out of",
    "sqs:GetQueueAttributes": "look at",
    "sqs:ReceiveMessage": "receive from",
    "sqs:SendMessage": "send to",
    "ssm:GetParameters": "read",
    "states:StartExecution": "start",
    "states:StartSyncExecution": "run",
    "xray:GetSamplingRules": "read X-Ray's sampling rules",
    "xray:GetSamplingTargets": "read X-Ray's sampling rules",
    "xray:PutTelemetryRecords": "send traces to X-Ray",
    "xray:PutTraceSegments": "send traces to X-Ray",
}


# More names than these nobody reads in a row; the statement itself stands beside the words.
NAMED = 6


def phrase(actions: Sequence[str]) -> str:
    """`read, write to and change rows of`; actions that nobody has put into words are named as they are, or counted."""
    plain = [action for action in actions if _words(action)]
    others = list(dict.fromkeys(action for action in actions if not _words(action)))
    words = list(dict.fromkeys(map(_words, plain)))
    if others:
        words.append(f"call {_row(others) if len(others) <= NAMED else _counted(others)} on")
    return _row(words)


def _words(action: str) -> str:
    if "*" in action or "?" in action:
        return "do anything with" if action.endswith(":*") or action == "*" else ""
    return PHRASES.get(action, "")


def _counted(actions: Sequence[str]) -> str:
    services = {action.partition(":")[0] for action in actions}
    return f"{len(actions)} actions of {len(services)} services"


def _row(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
