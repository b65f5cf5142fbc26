from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import Address, Draft, at_every, copy_resource, merged, named_edit
from policies.requirements import ANALYZER, ANALYZERS, DRAIN, ENDPOINT, VALIDATOR

TYPE, FUNCTION = "aws_ssm_parameter", "aws_lambda_function"
TOLD = {"environment": {"variables": {"MODEL_ENDPOINT_PARAMETER": f"${{{TYPE}.example.name}}"}}}
UNTOLD = {"environment": {"variables": {"MODEL_ENDPOINT_PARAMETER": None}}}


@named_edit("tells the parameter's name to the validator")
def tell_the_validator(draft: Draft, at: Address) -> None:
    for function in draft.of(FUNCTION, function_name=VALIDATOR):
        told = {"MODEL_ENDPOINT_PARAMETER": f"${{{TYPE}.{at[1]}.name}}"}
        draft[function] = merged(draft[function], {"environment": {"variables": told}})


class EndpointIsReadByWhoAnalyzes(Policy):
    """The parameter of the model's endpoint is read by the analyzer and by the drain, and by no other function.

    The drain decides what the analyzer throttled. With an endpoint of its own, one of the two would go on asking a
    model that was replaced for the other.
    """

    id = "FRAUD_PARAMETER_5"
    severity = Severity.MEDIUM
    controls = (controls.NIST_CM_7.supports,)
    applies_to = (TYPE,)
    remediation = "Tell the endpoint's name to these two functions, as stacks/functions.py and stacks/overflow.py do."

    compliant = {"name": ENDPOINT}
    given = {
        f"{FUNCTION}.analyzer": {"function_name": ANALYZER, **TOLD},
        f"{FUNCTION}.drain": {"function_name": DRAIN, **TOLD},
        f"{FUNCTION}.validator": {"function_name": VALIDATOR, "environment": {"variables": {}}},
    }
    violating = {
        "is read by the analyzer alone": at_every(FUNCTION, UNTOLD, function_name=DRAIN),
        "is read by the drain alone": at_every(FUNCTION, UNTOLD, function_name=ANALYZER),
        "is told to the validator": tell_the_validator,
        "is read by a third": at_every(FUNCTION, copy_resource({"function_name": "another"}), function_name=DRAIN),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("name") == ENDPOINT

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        readers = {str(each.get("function_name")) for each in stack.referring_to(resource) if each.type == FUNCTION}
        if readers != ANALYZERS:
            named = " and ".join(sorted(readers)) or "nobody"
            yield f"is read by {named}, and not by {' and '.join(sorted(ANALYZERS))}"
