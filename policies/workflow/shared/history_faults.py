"""Violating examples of policies on what is remembered, and on what follows where that has changed."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core.examples import Edit, append
from policies.workflow.shared.edits import (
    IN_STATES,
    REMEMBERING,
    patch_parameters,
    patch_state,
    remove_in,
    replace_in,
    retarget,
    retarget_catch,
)
from policies.workflow.shared.resumption import SETTLED_BEFORE

PUTS = ("StoreTransaction", "Parameters", "TransactItems")
NOTHING = ("Choices", 0, "Next")
NEW = {"available": True, "day": "2026-11-26", "answer": {"Responses": {"card-histories": []}, "UnprocessedKeys": {}}}
ONE_ITEM = {"Key": {"key": {"S": "merchant#"}}}
WRONG_BRANCHES: Mapping[str, Edit] = {
    "asks for no text": replace_in(*REMEMBERING, "HasIds", "Choices", 1, "And", value=[]),
    "calls what it could not read new": replace_in(*REMEMBERING, "HistoryUnavailable", "Result", value=NEW),
    "ends with the read": replace_in(*REMEMBERING, "ReadHistory", "Catch", -1, "Next", value="NameHistory"),
    "lets the caller say the day": replace_in(
        *REMEMBERING, "NameHistory", "Parameters", "history", value={"available": True, "day.$": "$.request.day"}
    ),
    "lets the caller say what is remembered": patch_state(
        "ReadRequest", {"ResultSelector": {"history.$": "$[0].Payload.history"}}
    ),
    "reads before it validates": replace_in("ReadRequest", "Branches", 0, "StartAt", value="HasIds"),
}
WRONG_SECOND_THOUGHTS: Mapping[str, Edit] = {
    "takes no marker for a repetition": replace_in("WasStoredBefore", *NOTHING, value="RefuseConflict"),
    "gives up where nothing is stored": replace_in("WasStoredBefore", *NOTHING, value="KeepUnstored"),
    "decides by the old history": replace_in("WasStoredBefore", *NOTHING, value="AnalyzeTransactionAgain"),
    "keeps the old decision": retarget("ReadHistoryAgain", "StoreTransactionAgain"),
    "takes an unread history for none": retarget_catch("ReadHistoryAgain", "AnalyzeTransactionAgain"),
    "gives up after the second time": replace_in("WasStoredMeanwhile", *NOTHING, value="KeepUnstored"),
    "counts what it has not seen": retarget("ReviewContended", "StoreTransactionAgain"),
    "does not store what a person looks at": retarget("ReviewContended", "PublishEvent"),
    "keeps at last as not validated": replace_in("WasStoredAtLast", *NOTHING, value="KeepUnvalidated"),
    "keeps at last as not queued": replace_in("WasStoredAtLast", *NOTHING, value="KeepRequest"),
    "reviews for ever": replace_in("WasStoredAtLast", *NOTHING, value="ReviewContended"),
}
WRONG_COUNTS: Mapping[str, Edit] = {
    "counts in one item": patch_parameters("CountAtMerchant", ONE_ITEM),
    "sets what it should add": patch_parameters("CountAtMerchant", {"UpdateExpression": "SET #weight = :weight"}),
    "counts elsewhere": patch_parameters("CountAtMerchant", {"TableName": "archive"}),
    "counts what nobody weighed": replace_in("IsCounted", "Choices", 0, "And", value=[]),
    "counts once more": retarget_catch("TakeFromQueue", "CountAtMerchant"),
    "answers some without a count": append(*IN_STATES, "IsCounted", "Choices", item={**SETTLED_BEFORE, "Next": "Done"}),
    "never counts": patch_state("IsCounted", {"Choices": []}),
    "loses the answer with the count": retarget_catch("KeepUncounted", "TransactionNotSettled"),
    "fails in silence": retarget_catch("CountAtMerchant", "Done"),
    "counts before it tells": retarget("StoreTransaction", "IsCounted"),
}
WRONG_CARDS: Mapping[str, Edit] = {
    "asks what is always true": replace_in(*PUTS, 0, "Put", "ConditionExpression", value="attribute_not_exists(x)"),
    "settles what nobody was told yet": replace_in(*PUTS, 0, "Put", "Item", "settled", value={"BOOL": True}),
    "stores elsewhere": replace_in(*PUTS, 1, "Update", "TableName", value="archive"),
    "takes a repetition for a retry": replace_in(*PUTS[:-1], "ClientRequestToken.$", value="$.transaction_id"),
    "takes a retry for a repetition": remove_in(*PUTS[:-1], "ClientRequestToken.$"),
    "stores more the second time": patch_parameters("StoreTransactionAgain", {"TransactItems": []}),
    "counts apart from the row": remove_in(*PUTS, 2),
    "counts over another's count": replace_in(*PUTS, 2, "Update", "ConditionExpression", value="seq >= :seen"),
    "counts for another card": replace_in(*PUTS, 2, "Update", "Key", "key", value={"S": "card#"}),
    "counts elsewhere": replace_in(*PUTS, 2, "Update", "TableName", value="archive"),
}
WRONG_ANALYSES: Mapping[str, Edit] = {
    "takes any word for a decision": remove_in("IsAnalyzed", "Choices", 0, "And", 2),
    "keeps what it did not understand": patch_state("IsAnalyzed", {"Default": "KeepUnstored"}),
    "asks the caller to decide": patch_state("ReviewInstead", {"Parameters": {"Payload.$": "$.analysis"}}),
    "approves for want of history": replace_in(
        "IsAnalyzed", "Choices", 1, "And", -1, "Or", 0, "StringEquals", value="approve"
    ),
    "counts what it has not seen": replace_in("IsAnalyzedAgain", "Choices", 1, "Next", value="StoreTransactionAgain"),
    "is not stored": retarget("ReviewInstead", "PublishEvent"),
    "rejects instead": retarget_catch("AnalyzeTransaction", "RejectTransaction"),
}
WRONG_CATCHERS: Mapping[str, Edit] = {
    "loses the transaction": remove_in("StoreTransaction", "Catch", -1, "ResultPath"),
    "writes over the transaction": replace_in("SendNotification", "Catch", -1, "ResultPath", value="$"),
    "ignores the failure": retarget_catch("PublishEvent", "NeedsNotification"),
    "catches nothing": remove_in("AnalyzeTransaction", "Catch"),
    "catches nothing of a branch": remove_in("ReadRequest", "Catch"),
    "ends the validation with the history": remove_in("ReadRequest", "Branches", 1, "States", "ReadHistory", "Catch"),
    "catches some errors only": replace_in("PublishEvent", "Catch", -1, "ErrorEquals", value=["States.Timeout"]),
}
WRONG_RESULTS: Mapping[str, Edit] = {
    "decides twice under one token": remove_in("AnalyzeTransactionAgain", "ResultSelector", "token.$"),
    "calls an old history new": replace_in(*REMEMBERING, "ReadHistory", "ResultPath", value=None),
}
