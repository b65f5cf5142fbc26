"""The workflow's definition on the local AWS's interpreter, every task of it answered from here.

Each task calls a queue with a token and waits, instead of the service that it names: what it would have asked stands in
the message, filled in by the interpreter, and the answer goes back by the token. Everything else in the definition is
as it was synthesized: paths, choices, selectors, time limits, retries, catchers. (AWS lets only Standard workflows wait
for a token; the interpreter does not mind.)
"""

from __future__ import annotations

import json
import threading
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from live.answers import Answer, Response, mapped
from live.aws import ACCOUNT, Aws
from live.emulator import emulator
from live.story import transaction
from tests.chaos.rows import Faults
from tests.chaos.services import Refused, Services

QUEUE, MACHINE, ROLE = "tasks", "transaction-processing", "workflow"
CALLBACK = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
NO_WAITING = {"SFN_WAIT_SCALE": "0"}
# The emulator looks for messages ten times a second, for each who waits for some.
SERVERS = 4
NOT_SERVED = "Tests.NotServed"


@dataclass
class Execution:
    """One execution under way: what fails in it, what it leaves, and how often it tried each task."""

    left: Services
    faults: Faults
    attempts: Counter[str] = field(default_factory=Counter)


@dataclass
class Interpreter:
    """Runs the definition; `responses` are those of the API before it."""

    aws: Aws
    definition: Mapping[str, Any]
    responses: tuple[Response, ...]
    machine: str
    under_way: dict[str, Execution] = field(default_factory=dict)

    def run(self, body: Mapping[str, Any], left: Services, faults: Faults) -> tuple[Answer, Counter[str]]:
        """One execution of a body: what the caller gets, and how often each task was tried."""
        name = str(uuid.uuid4())
        left.analyzed = False
        execution = self.under_way[name] = Execution(left, faults)
        try:
            said = self.aws.client("stepfunctions").start_sync_execution(
                stateMachineArn=self.machine, name=name, input=json.dumps(body)
            )
        finally:
            del self.under_way[name]
        return mapped(self.responses, 200, json.dumps(said, default=str)), execution.attempts

    def changed(self, definition: Mapping[str, Any], responses: tuple[Response, ...] | None = None) -> Interpreter:
        """The same, of another definition with tasks of the same names, or before other responses."""
        machine = _machine(self.aws, definition, name=str(uuid.uuid4()))
        return replace(self, definition=definition, responses=responses or self.responses, machine=machine)

    def serve(self, stop: threading.Event) -> None:
        """Answer what the tasks ask, until told to stop."""
        sqs = self.aws.client("sqs")
        url = sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"]
        while not stop.is_set():
            asked = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages", [])
            entries = [{"Id": each["MessageId"], "ReceiptHandle": each["ReceiptHandle"]} for each in asked]
            if entries:
                sqs.delete_message_batch(QueueUrl=url, Entries=entries)
            for message in asked:
                self._serve(**json.loads(message["Body"]))

    def _serve(self, state: str, execution: str, token: str, asked: dict[str, Any]) -> None:
        client = self.aws.client("stepfunctions")
        try:
            answer = self._answer(self.under_way[execution], state, asked)
            client.send_task_success(taskToken=token, output=json.dumps(answer))
        except Refused as refusal:
            client.send_task_failure(taskToken=token, error=str(refusal), cause="planted")
        except Exception as error:  # else the execution would wait for its answer for ever
            client.send_task_failure(taskToken=token, error=NOT_SERVED, cause=repr(error))

    def _answer(self, execution: Execution, state: str, asked: dict[str, Any]) -> Any:
        execution.attempts[state] += 1
        fault = execution.faults.get(state)
        fails = fault is not None and execution.attempts[state] <= fault.times
        if fault and fails and not fault.lost:
            raise Refused(fault.error)
        known = execution.left.analyzed
        answer = execution.left.call(self.definition["States"][state]["Resource"], asked)
        if fault and fails:
            execution.left.analyzed = known
            raise Refused(fault.error)
        return answer


def body() -> dict[str, Any]:
    """A valid transaction."""
    return transaction(amount=6000.0)


@contextmanager
def interpreting(
    definition: Mapping[str, Any], responses: tuple[Response, ...], scratch: Path
) -> Iterator[Interpreter]:
    """A running interpreter of a definition; raises Missing."""
    with emulator(scratch, NO_WAITING) as aws:
        aws.client("sqs").create_queue(QueueName=QUEUE)
        aws.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(TRUST))
        found = Interpreter(aws, definition, responses, _machine(aws, definition, name=MACHINE))
        stop = threading.Event()
        with ThreadPoolExecutor(SERVERS) as pool:
            serving = [pool.submit(found.serve, stop) for _ in range(SERVERS)]
            try:
                yield found
            finally:
                stop.set()
        for each in serving:
            each.result()


def _machine(aws: Aws, definition: Mapping[str, Any], *, name: str) -> str:
    url = aws.client("sqs").get_queue_url(QueueName=QUEUE)["QueueUrl"]
    states = {name: _asking(name, state, url) for name, state in definition["States"].items()}
    made = aws.client("stepfunctions").create_state_machine(
        name=name,
        definition=json.dumps({**definition, "States": states}),
        roleArn=f"arn:aws:iam::{ACCOUNT}:role/{ROLE}",
        type="EXPRESS",
    )
    return str(made["stateMachineArn"])


def _asking(name: str, state: Mapping[str, Any], url: str) -> Mapping[str, Any]:
    if state["Type"] != "Task":
        return state
    asked = {
        "state": name,
        "execution.$": "$$.Execution.Name",
        "token.$": "$$.Task.Token",
        "asked": state["Parameters"],
    }
    return {**state, "Resource": CALLBACK, "Parameters": {"QueueUrl": url, "MessageBody": asked}}
