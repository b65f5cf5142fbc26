"""How functions, their queues and workflows go together on the local AWS: corrected where it differs from AWS."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from live.aws import ACCOUNT, Aws
from live.emulator import PYTHON, emulator
from live.missing import Missing
from policies.requirements import REGION
from tests.live.conftest import REQUIRED
from tests.live.functions import invoke, put_function, put_role, put_workflow, reserve
from tests.processes import until

pytestmark = pytest.mark.xdist_group("emulated-functions")

CORRECTION = Path(__file__).resolve().parents[2] / "live" / "emulated_functions.py"
ARN, SQS = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine", f"arn:aws:sqs:{REGION}:{ACCOUNT}"
THROTTLED = "Lambda.TooManyRequestsException"
ENDING = """
import os, signal, time
def handler(event, context):
    if event == "late":
        time.sleep(60)
    if event == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if event == "ended":
        os._exit(1)
    if event == "failed":
        raise TimeoutError("Rate Exceeded: TooManyRequestsException")
    return {"__type": "TooManyRequestsException", "errorType": "Lambda.TooManyRequestsException"}
"""
STARTING = """
import json, boto3
def handler(event, context):
    states = boto3.client("stepfunctions")
    said = states.start_sync_execution(stateMachineArn=event["machine"], name="a_1_drained", input='{"told": 1}')
    started = [states.start_execution(stateMachineArn=event["machine"], name="a_1_drained") for _ in range(2)]
    return {"status": said["status"], "output": json.loads(said["output"]), "started": len(started)}
"""
DRAINING = """
import json
def handler(event, context):
    failed = [each["messageId"] for each in event["Records"] if json.loads(each["body"])["fails"]]
    return {"batchItemFailures": [{"itemIdentifier": name} for name in failed]}
"""
# An error without a name, as nothing but the emulator itself makes it.
UNNAMED = f"""
import json, runpy
runpy.run_path({str(CORRECTION)!r})
from ministack.services import lambda_svc, stepfunctions
lambda_svc._get_func_record_for_ref = lambda ref: ({{"config": {{}}}}, {{"FunctionName": ref}}, ref)
lambda_svc._execution_record_for_config = lambda *_: None
def named(said):
    lambda_svc._execute_function_with_config_scope = lambda *_: said
    try:
        stepfunctions._call_lambda("any", None)
    except stepfunctions._ExecutionError as error:
        return error.error
said = [{{"errorMessage": "exited"}}, {{"__type": "TooManyRequestsException"}}, "exited"]
of_the_account = lambda_svc._throttle_response("ConcurrentInvocationLimitExceeded", "Rate Exceeded")
print(json.dumps([*(named({{"error": True, "body": body}}) for body in said), named(of_the_account)]))
"""


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    try:
        with emulator(tmp_path_factory.mktemp("emulated")) as aws:
            start = ["states:StartExecution", "states:StartSyncExecution"]
            put_role(aws, {"Effect": "Allow", "Action": start, "Resource": [f"{ARN}:permitted"]})
            put_function(aws, "ending", ENDING, timeout=2)
            put_function(aws, "throttled", ENDING, reserved=0)
            put_function(aws, "starting", STARTING)
            yield aws
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(f"NOT TESTED: {missing}")


def ended(aws: Aws, function: str, given: object) -> Any:
    """How a workflow ends that calls the function with this."""
    states, name = aws.client("stepfunctions"), f"calls-{function}-{given}"
    machine = put_workflow(aws, name, invoke(function))
    return states.start_sync_execution(stateMachineArn=machine, input=json.dumps(given))


def test_a_workflow_hears_by_its_own_name_that_a_function_is_throttled(aws: Aws) -> None:
    assert ended(aws, "throttled", "any")["error"] == THROTTLED


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ("late", "Sandbox.Timedout"),
        # On AWS out of memory and an exit are Runtime.OutOfMemory, Runtime.ExitError or Lambda.Unknown; here they are
        # as any other failure.
        ("killed", "Runtime.HandlerError"),
        ("ended", "Runtime.HandlerError"),
        ("failed", "Runtime.HandlerError"),
    ],
)
def test_what_a_function_itself_ends_with_is_never_taken_for_it(aws: Aws, given: str, error: str) -> None:
    assert ended(aws, "ending", given)["error"] == error


def test_a_function_that_answers_with_the_words_of_one_that_is_throttled_has_answered(aws: Aws) -> None:
    said = ended(aws, "ending", "answered")
    assert (said["status"], json.loads(said["output"])["Payload"]["errorType"]) == ("SUCCEEDED", THROTTLED)


def test_an_error_without_a_name_is_unknown_as_before_and_the_accounts_limit_throttles_too(aws: Aws) -> None:
    done = subprocess.run([PYTHON, "-c", UNNAMED], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [*["Lambda.Unknown"] * 3, THROTTLED]


def test_who_calls_a_throttled_function_directly_hears_what_aws_says(aws: Aws) -> None:
    with pytest.raises(ClientError) as refused:
        aws.client("lambda").invoke(FunctionName="throttled", Payload=b"{}")
    said = refused.value.response
    assert (said["ResponseMetadata"]["HTTPStatusCode"], said["Error"]["Code"]) == (429, "TooManyRequestsException")
    assert said["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"


def test_a_function_starts_a_workflow_and_waits_for_it_without_a_word_of_the_local_aws(aws: Aws) -> None:
    machine = put_workflow(aws, "permitted", {"Type": "Pass"})
    assert called(aws, "starting", machine) == {"status": "SUCCEEDED", "output": {"told": 1}, "started": 2}


def test_it_starts_none_that_its_role_does_not_name(aws: Aws) -> None:
    machine = put_workflow(aws, "forbidden", {"Type": "Pass"})
    assert "AccessDeniedException" in called(aws, "starting", machine)["errorMessage"]


def called(aws: Aws, function: str, machine: str) -> Any:
    said = aws.client("lambda").invoke(FunctionName=function, Payload=json.dumps({"machine": machine}))
    return json.loads(said["Payload"].read())


def test_an_express_workflow_is_started_again_under_its_name_and_a_standard_one_is_not(aws: Aws) -> None:
    states = aws.client("stepfunctions")
    named = {"Type": "Pass", "Parameters": {"name.$": "$$.Execution.Name"}}
    express, standard = (put_workflow(aws, f"named-{kind}", named, kind=kind) for kind in ("EXPRESS", "STANDARD"))
    started = [states.start_execution(stateMachineArn=express, name="again_drained") for _ in range(2)]
    assert len({each["executionArn"] for each in started}) == 2
    for each in started:
        assert until(lambda each=each: described(aws, each)["status"] == "SUCCEEDED")  # type: ignore[misc]
        assert json.loads(described(aws, each)["output"]) == {"name": "again_drained"}
        assert described(aws, each)["name"] == "again_drained"
    states.start_execution(stateMachineArn=standard, name="again_drained")
    with pytest.raises(ClientError, match="ExecutionAlreadyExists"):
        states.start_execution(stateMachineArn=standard, name="again_drained")


def described(aws: Aws, started: dict[str, Any]) -> Any:
    return aws.client("stepfunctions").describe_execution(executionArn=started["executionArn"])


@pytest.fixture(scope="module")
def queues(aws: Aws) -> tuple[str, str]:
    """A queue that a function drains, and where it goes what that cannot do; the URLs of both."""
    sqs = aws.client("sqs")
    letters = sqs.create_queue(QueueName="drained-dead-letters")["QueueUrl"]
    redrive = {"deadLetterTargetArn": f"{SQS}:drained-dead-letters", "maxReceiveCount": 2}
    attributes = {"VisibilityTimeout": "1", "RedrivePolicy": json.dumps(redrive)}
    drained = sqs.create_queue(QueueName="drained", Attributes=attributes)["QueueUrl"]
    put_function(aws, "draining", DRAINING, timeout=1)
    aws.client("lambda").create_event_source_mapping(
        EventSourceArn=f"{SQS}:drained",
        FunctionName="draining",
        BatchSize=10,
        ScalingConfig={"MaximumConcurrency": 10},
        FunctionResponseTypes=["ReportBatchItemFailures"],
    )
    return drained, letters


def test_of_a_batch_only_what_failed_comes_again_and_becomes_a_dead_letter(aws: Aws, queues: tuple[str, str]) -> None:
    drained, letters = queues
    for fails in (False, True, False):
        aws.client("sqs").send_message(QueueUrl=drained, MessageBody=json.dumps({"fails": fails}))
    assert until(lambda: waiting(aws, letters) == 1)
    (letter,) = aws.client("sqs").receive_message(QueueUrl=letters, MaxNumberOfMessages=10)["Messages"]
    aws.client("sqs").delete_message(QueueUrl=letters, ReceiptHandle=letter["ReceiptHandle"])
    assert json.loads(letter["Body"]) == {"fails": True}
    assert waiting(aws, drained) == 0


def test_what_waits_for_a_function_without_executions_stays_and_is_drained_later(
    aws: Aws, queues: tuple[str, str]
) -> None:
    drained, letters = queues
    reserve(aws, "draining", 0)
    aws.client("sqs").send_message(QueueUrl=drained, MessageBody='{"fails": false}')
    assert waiting(aws, drained) == 1
    reserve(aws, "draining", 10)
    assert until(lambda: waiting(aws, drained) == 0)
    assert waiting(aws, letters) == 0


def waiting(aws: Aws, url: str) -> int:
    """How many messages a queue has, those included that somebody deals with."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    said = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(said[name]) for name in names)
