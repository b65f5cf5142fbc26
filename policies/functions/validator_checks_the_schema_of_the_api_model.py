from collections.abc import Iterator, Mapping

from policies.aws.api_models import MODEL, is_of_a_transaction
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.core.examples import at_every
from policies.functions.shared.example import give, variable
from policies.functions.shared.variables import FUNCTION, SCHEMA, VALIDATORS
from policies.requirements import DRAIN, VALIDATOR

TRANSACTION = {"type": "object", "properties": {"amount": {"type": "number", "minimum": 0.01, "maximum": 1_000_000}}}


class ValidatorChecksTheSchemaOfTheApiModel(Policy):
    """The validator and the drain check each transaction by the very schema that API Gateway checks it by.

    What reaches them past the API (a dead letter that is sent again, a message of a queue) must be held to the same
    fields, patterns and bounds; with a second schema, one of the two lets pass what the other refuses.
    """

    id = "FRAUD_FUNCTION_14"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = (FUNCTION,)
    remediation = f"Let {SCHEMA} and the model be the same document of stacks/schema.py."

    compliant = {"function_name": VALIDATOR, "environment": {"variables": {SCHEMA: TRANSACTION}}}
    given = {
        f"{MODEL}.transaction": {"schema": TRANSACTION},
        f"{FUNCTION}.drain": {"function_name": DRAIN, "environment": {"variables": {SCHEMA: TRANSACTION}}},
    }
    violating = {
        "takes larger amounts": variable(SCHEMA, {"properties": {"amount": {"maximum": 2_000_000}}}),
        "stands beside a drain that takes larger amounts": give(
            DRAIN, SCHEMA, {"properties": {"amount": {"maximum": 2_000_000}}}
        ),
        "has no schema": variable(SCHEMA, None),
        "has a text for a schema": variable(SCHEMA, "any"),
        "is decided at deploy time": variable(SCHEMA, "${var.schema}"),
        "stands behind a model that takes less": at_every(
            MODEL, {"schema": {"properties": {"amount": {"maximum": 500_000}}}}
        ),
        "stands behind a model that takes more fields": at_every(
            MODEL, {"schema": {"properties": {"cvv": {"type": "string"}}}}
        ),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("function_name") in VALIDATORS

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        schema = resource.get("environment", "variables", SCHEMA)
        models = [model.get("schema") for model in stack.of(MODEL) if is_of_a_transaction(model)]
        if not isinstance(schema, Mapping) or not models or not all(same(schema, model) for model in models):
            yield "checks transactions by another schema than that of the API's model"
