"""What a role may do, as statements: exact actions on named resources, `*` where AWS offers nothing narrower."""

from collections.abc import Mapping, Sequence

from stacks.document import Statement
from stacks.table import Table


def allow(sid: str, actions: Sequence[str], resources: Sequence[str]) -> Statement:
    """One statement that allows these actions on these ARNs."""
    return {"Sid": sid, "Effect": "Allow", "Action": list(actions), "Resource": list(resources)}


def write_logs(group_arn: str) -> Statement:
    """Write to this log group's streams."""
    return allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], [f"{group_arn}:*"])


def send_traces() -> Statement:
    """Send X-Ray segments; X-Ray scopes these actions to no resource."""
    return allow("SendTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"])


def sample_traces() -> Statement:
    """Ask X-Ray which executions to trace, which a workflow does for itself; X-Ray scopes this to no resource."""
    return allow("SampleTraces", ["xray:GetSamplingRules", "xray:GetSamplingTargets"], ["*"])


def deliver_workflow_logs() -> Statement:
    """Set up the delivery of a workflow's logs; AWS scopes these actions to no resource."""
    deliveries = ("CreateLogDelivery", "GetLogDelivery", "UpdateLogDelivery", "DeleteLogDelivery", "ListLogDeliveries")
    policies = ("PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups")
    return allow("DeliverLogs", [f"logs:{action}" for action in (*deliveries, *policies)], ["*"])


def decrypt_environment(function_arn: str, *, key_arn: str, region: str) -> Statement:
    """Read a function's own environment."""
    bound = {"kms:ViaService": f"lambda.{region}.amazonaws.com", _context("aws:lambda:FunctionArn"): function_arn}
    return _use_key("ReadEnvironment", ["kms:Decrypt"], key_arn, bound)


def read_parameters(arns: Sequence[str], *, key_arn: str, region: str) -> list[Statement]:
    """Read these SecureStrings, and nothing else under their key."""
    bound = {"kms:ViaService": f"ssm.{region}.amazonaws.com", _context("PARAMETER_ARN"): list(arns)}
    return [
        allow("ReadParameters", ["ssm:GetParameters"], arns),
        _use_key("DecryptParameters", ["kms:Decrypt"], key_arn, bound),
    ]


def publish(topic_arn: str, *, key_arn: str, region: str) -> list[Statement]:
    """Publish to this encrypted topic."""
    bound = {"kms:ViaService": f"sns.{region}.amazonaws.com", _context("aws:sns:topicArn"): topic_arn}
    return [
        allow("Publish", ["sns:Publish"], [topic_arn]),
        _use_key("EncryptMessages", ["kms:GenerateDataKey", "kms:Decrypt"], key_arn, bound),
    ]


def send(what: str, queue_arn: str, *, key_arn: str, region: str) -> list[Statement]:
    """Send to this encrypted queue."""
    bound = _queue(queue_arn, region)
    encrypt = _use_key(f"Encrypt{what}", ["kms:GenerateDataKey", "kms:Decrypt"], key_arn, bound)
    return [allow(f"Send{what}", ["sqs:SendMessage"], [queue_arn]), encrypt]


def take(what: str, queue_arn: str, *, key_arn: str, region: str) -> list[Statement]:
    """Take messages out of this encrypted queue, as Lambda does for a function with its role."""
    actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    decrypt = _use_key(f"Decrypt{what}", ["kms:Decrypt"], key_arn, _queue(queue_arn, region))
    return [allow(f"Take{what}", actions, [queue_arn]), decrypt]


def use_table(sid: str, actions: Sequence[str], table: Table, *, region: str) -> list[Statement]:
    """Do this with items of this encrypted table."""
    bound = {"kms:ViaService": f"dynamodb.{region}.amazonaws.com", _context("aws:dynamodb:tableName"): table.name}
    return [
        allow(sid, [f"dynamodb:{action}" for action in actions], [table.arn]),
        _use_key(f"DecryptTo{sid}", ["kms:Decrypt"], table.key_arn, bound),
    ]


def encrypt_executions(machine_arn: str, *, logs: str, key_arn: str) -> list[Statement]:
    """Encrypt a workflow's own executions, and what it hands to log delivery; `logs` is the delivery's source ARN.

    No kms:ViaService: Step Functions calls KMS directly here, and such a condition stops executions from starting.
    """
    return [
        _use_key(
            "EncryptExecutions",
            ["kms:Decrypt", "kms:GenerateDataKey"],
            key_arn,
            {_context("aws:states:stateMachineArn"): machine_arn},
        ),
        _use_key("EncryptLogs", ["kms:GenerateDataKey"], key_arn, {_context("SourceArn"): logs}),
    ]


def start_workflow(machine_arn: str, *actions: str, key_arn: str) -> list[Statement]:
    """Run this encrypted workflow synchronously and read its answer, and start it by further `actions`.

    No kms:ViaService: the synchronous endpoint is another host, and AWS does not say as which service it calls KMS.
    """
    bound = {_context("aws:states:stateMachineArn"): machine_arn}
    return [
        allow("StartWorkflow", ["states:StartSyncExecution", *actions], [machine_arn]),
        _use_key("ReadAnswer", ["kms:Decrypt"], key_arn, bound),
    ]


def _queue(arn: str, region: str) -> dict[str, str]:
    return {"kms:ViaService": f"sqs.{region}.amazonaws.com", _context("aws:sqs:arn"): arn}


def _context(name: str) -> str:
    return f"kms:EncryptionContext:{name}"


def _use_key(sid: str, actions: Sequence[str], key_arn: str, bound: Mapping[str, str | Sequence[str]]) -> Statement:
    return {**allow(sid, actions, [key_arn]), "Condition": {"StringEquals": bound}}
