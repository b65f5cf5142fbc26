from collections.abc import Iterator

from policies.aws.asl import at, items, start, states
from policies.aws.callers import key_ids
from policies.core import Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.workflow.shared.answers import UNKNOWN, answers
from policies.workflow.shared.definition_policy import DefinitionPolicy
from policies.workflow.shared.edits import patch_state, remove_in, replace_in
from policies.workflow.shared.paths import named
from policies.workflow.shared.reporters import first, refusing

RULE = ("IsOfAClient", "Choices", 0)


class WorkflowTakesNoPaymentOfAReporter(DefinitionPolicy):
    """The keys of those who report on payments make none: the workflow refuses them before it does anything else.

    A key of API Gateway opens every path of the API. Without this, whoever handles customers' complaints could send
    payments too, and so change what is remembered of any card, terminal or merchant.
    """

    id = "FRAUD_WORKFLOW_41"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    remediation = "Begin with the choice IsOfAClient, which stacks.request makes of the keys of all reporters."

    violating = {
        "takes payments of anybody": {"definition": {"StartAt": "ReadRequest"}},
        "takes payments of one reporter": remove_in(*RULE),
        "refuses another key": replace_in(*RULE, "StringMatches", value="${aws_api_gateway_api_key.client.id}_*"),
        "refuses every key": replace_in(*RULE, "StringMatches", value="*"),
        "refuses nobody": replace_in(*RULE, "Next", value="ReadRequest"),
        "refuses by default": patch_state("IsOfAClient", {"Default": "RefuseReporter"}),
        "asks the body": replace_in(*RULE, "Variable", value="$.client"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        graph = states(resource)
        choice = named(graph, start(resource))
        refused = str(at((*items(choice.get("Choices")), None)[0], "Next"))
        following = first(resource)
        if not same(choice, refusing(key_ids(stack), refused, following)) or following == refused:
            yield "does not refuse the keys of all reporters, and of nobody else, before it reads the request"
        if not answers(graph.get(refused), UNKNOWN):
            yield "does not answer a reporter as it answers who names what it does not know"
