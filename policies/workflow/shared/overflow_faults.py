"""Violating examples of what becomes of a payment that a function throttles."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core.examples import Edit
from policies.workflow.shared.edits import (
    patch_parameters,
    patch_state,
    remove_in,
    replace_in,
    retarget,
    retarget_catch,
)

LAST = ("IsOfAClient", "Choices", -1)
REVIEWED = {"QueueUrl": "${aws_sqs_queue.review.url}"}
WHOLE_INPUT = {"MessageBody": {"request.$": "$"}}
WRONG_OVERFLOWS: Mapping[str, Edit] = {
    "queues what holds a card number": replace_in("MayOverflow", "Choices", 0, "Condition", value="{% true %}"),
    "queues without asking": replace_in("ReadRequest", "Catch", 0, "Next", value="QueueRequest"),
    "accepts what is not queued": retarget_catch("QueueRequest", "AcceptRequest"),
    "approves what is queued": patch_parameters("AcceptRequest", {"status": "decided", "decision": "approve"}),
    "lets anybody ask for it": patch_parameters("AcceptRequest", {"receipt.$": "$.receipt"}),
    "loses what it accepts": replace_in("MayOverflow", "Choices", 0, "Next", value="AcceptRequest"),
    "queues for people": patch_parameters("QueueRequest", REVIEWED),
    "queues more than the request": patch_parameters("QueueRequest", WHOLE_INPUT),
    "writes beside what is encrypted": patch_parameters("QueueRequest", {"MessageAttributes": {"request.$": "$"}}),
    "queues it a second time": patch_state("IsQueued", {"Choices": []}),
    "keeps what could hold a card number": patch_state("MayOverflow", {"Default": "KeepUnvalidated"}),
    "suspects what it has no time for": remove_in("AnalyzeTransaction", "Catch", 0),
    "suspects it the second time": remove_in("AnalyzeTransactionAgain", "Catch", 0),
    "keeps it as a dead letter": remove_in("ReadRequest", "Catch", 0),
    "takes a body's word for the drain's": replace_in(*LAST, "Variable", value="$.drained"),
    "takes anybody for the drain": replace_in(*LAST, "StringMatches", value="*"),
    "takes what is not whole": replace_in("IsDrained", "Choices", 0, "And", value=[]),
    "takes drained what was not": patch_state("IsValid", {"Default": "TakeDrained"}),
    "makes up what the drain brings": patch_parameters("TakeDrained", {"analysis": {"decision": "approve"}}),
    "repeats whatever was accepted": replace_in("WasAccepted", "Choices", 0, "And", value=[]),
    "repeats without reading": retarget("NameRequest", "WasAccepted"),
    "knows a request by its id": patch_parameters("NameRequest", {"receipt.$": "$.request.transaction_id"}),
    "stores without asking for the counts": retarget("TakeDrained", "StoreTransaction"),
}
IS_FROM = ("IsFromQueue", "Choices", 0)
WRONG_TAKINGS: Mapping[str, Edit] = {
    "takes it before it stores": retarget("TakeDrained", "TakeFromQueue"),
    "takes it before it counts": patch_state("WasResumed", {"Default": "IsFromQueue"}),
    "never takes it": patch_state("IsFromQueue", {"Choices": []}),
    "asks for what is never there": replace_in(*IS_FROM, "And", 0, "IsPresent", value=False),
    "takes another": patch_parameters("TakeFromQueue", {"ReceiptHandle.$": "$.request.receipt"}),
    "takes what a person should review": patch_parameters("TakeFromQueue", REVIEWED),
    "fails for it": replace_in("TakeFromQueue", "Catch", -1, "Next", value="TransactionNotSettled"),
}
