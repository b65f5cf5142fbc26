"""A few functions and workflows of a test's own, in a local AWS without the system."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from live.aws import ACCOUNT, Aws

ROLE = "of-a-test"
TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/{ROLE}"


def put_role(aws: Aws, *allowed: Mapping[str, Any]) -> None:
    """The role of all functions here, which may do this."""
    iam, version = aws.client("iam"), "2012-10-17"
    iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps({"Version": version, "Statement": [TRUST]}))
    if allowed:
        document = json.dumps({"Version": version, "Statement": [*allowed]})
        iam.put_role_policy(RoleName=ROLE, PolicyName=ROLE, PolicyDocument=document)


def put_function(aws: Aws, name: str, code: str, *, reserved: int | None = None, timeout: int = 10) -> None:
    """A function of one module, which has a `handler`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("index.py", code)
    aws.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.11",
        Role=ROLE_ARN,
        Handler="index.handler",
        Code={"ZipFile": packed.getvalue()},
        Timeout=timeout,
    )
    if reserved is not None:
        reserve(aws, name, reserved)


def reserve(aws: Aws, function: str, executions: int) -> None:
    """So many executions the function may have at once."""
    aws.client("lambda").put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=executions)


def put_workflow(aws: Aws, name: str, state: Mapping[str, Any], *, kind: str = "EXPRESS") -> str:
    """The ARN of a workflow of one state."""
    definition = {"StartAt": "Only", "States": {"Only": {**state, "End": True}}}
    made = aws.client("stepfunctions").create_state_machine(
        name=name, definition=json.dumps(definition), roleArn=ROLE_ARN, type=kind
    )
    return str(made["stateMachineArn"])


def invoke(function: str) -> dict[str, Any]:
    """The state that calls a function, as our workflows do."""
    parameters = {"FunctionName": function, "Payload.$": "$"}
    return {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": parameters}
