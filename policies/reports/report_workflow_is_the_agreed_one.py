from collections.abc import Iterator

from policies.aws.asl import MACHINE
from policies.aws.callers import key_ids
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.core.examples import remove, replace
from policies.reports.shared.agreed import agreed
from policies.reports.shared.example import BESIDE, EXAMPLE, STATES
from policies.reports.shared.named import bounded, table, without_words
from policies.requirements import HISTORIES, REPORTING, TRANSACTIONS

CODE = ("definition", "States", "SpendCode", "Arguments", "TransactItems")
SPENT, MARKED = (*CODE, 0, "Update"), (*CODE, 1, "Update")
UNMARKED = "client = :client AND (attribute_not_exists(reported_at) OR reported_at = :before)"
FOREVER = "{% $report.verdict = 'fraud' and $hash($report.code, 'SHA-256') in $codes %}"
COUNTED = ("definition", "States", "StoreAndCount", "Arguments", "TransactItems")


class ReportWorkflowIsTheAgreedOne(Policy):
    """What a report does is agreed state by state: who reports, on whose transactions, and what it writes.

    The key says who reports. A report on another client's transaction answers as an unknown id does. A verdict gives
    way to none of a lower rank, and the terminal's count follows it in one write, once for each card: whoever could
    change that could move a terminal, or clear one. The code of an alert marks a card once, by a customer's key.
    """

    id = "FRAUD_REPORT_1"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_10.supports,)
    applies_to = (MACHINE,)
    claims = ("definition",)
    remediation = "Let stacks/reports.py and policies/reports/shared say the same; a change is agreed on in both."

    compliant = EXAMPLE
    given = BESIDE
    violating = {
        "takes reports of anybody": replace(*STATES, "WhoReports", "Default", value="MayTry"),
        "takes a customer for a bank": replace(*STATES, "WhoReports", "Choices", 0, "Assign", "rank", value=2),
        "lets the body say who reports": replace(*STATES, "WhoReports", "Choices", 0, "Condition", value="{% true %}"),
        "notes what is another client's": replace(*STATES, "IsTheirs", "Default", value="Stands"),
        "undoes what a reviewer said": replace(*STATES, "Stands", "Choices", value=[]),
        "counts each time": replace(*STATES, "Counts", "Choices", 0, "Condition", value="{% true %}"),
        "counts one card many times": replace(*STATES, "HasCardCounted", "Default", value="StoreAndCount"),
        "counts apart from the verdict": remove(*COUNTED, 0),
        "overwrites what came between": remove(*COUNTED, 0, "Update", "ConditionExpression"),
        "changes the decision": replace(*COUNTED, 0, "Update", "UpdateExpression", value="SET decision = :verdict"),
        "takes any code": replace(*STATES, "IsCodeGood", "Default", value="Stands"),
        "takes a code for nothing": replace(*STATES, "HasCode", "Choices", 0, "Next", value="Stands"),
        "takes a code for ever": replace(*STATES, "IsCodeGood", "Choices", 0, "Condition", value=FOREVER),
        "takes a code twice": replace(*SPENT, "ConditionExpression", value="contains(codes, :code)"),
        "spends what nobody has drawn": replace(*SPENT, "ConditionExpression", value="attribute_not_exists(spent)"),
        "marks a card without a code": replace(*STATES, "Follows", "Default", value="SpendCode"),
        "marks a card whose payment is genuine by now": remove(*CODE, 2),
        "writes the card's state": replace(*MARKED, "UpdateExpression", value="SET #state = :now"),
        "frees a card that another transaction marked": remove(*STATES, "FreeCard", "Arguments", "ConditionExpression"),
        "frees no card that was marked meanwhile": replace(
            *COUNTED, 0, "Update", "ConditionExpression", value=UNMARKED
        ),
        "tells whose it is": replace(*STATES, "Unknown", "Output", "client", value="{% $owner %}"),
        "tells the code where it fails": replace(*STATES, "ReportNotStored", "Cause", value="{% $report.code %}"),
        "outlives the API": {"definition": {"TimeoutSeconds": 29}},
        "times out before a task has failed": {"definition": {"TimeoutSeconds": 11}},
        "waits for a call": replace(*STATES, "ReadRow", "TimeoutSeconds", value=60),
        "tries for ever": replace(*STATES, "ReadRow", "Retry", 0, "MaxAttempts", value=99),
        "is written in JSONPath": {"definition": {"QueryLanguage": "JSONPath"}},
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("name") == REPORTING

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        expected = agreed(table(TRANSACTIONS, stack), table(HISTORIES, stack), key_ids(stack))
        if not same(without_words(resource.get("definition")), without_words(expected)):
            yield "does not do with a report what was agreed"
        yield from bounded(resource.get("definition"))
