from collections.abc import Iterator, Mapping

from policies.aws.api_models import MODEL, is_of_a_transaction
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.core.examples import at_every, remove
from policies.core.strict_json import Json
from policies.requirements import BATCH_MODEL, LARGEST_BATCH

DRAFT = "http://json-schema.org/draft-04/schema#"
ONE: Mapping[str, Json] = {
    "title": "Transaction",
    "type": "object",
    "properties": {"amount": {"type": "number"}},
    "required": ("amount",),
}
ITEMS = ("schema", "properties", "transactions", "items")
LIST = ("schema", "properties", "transactions")


def of_many(one: Mapping[str, Json]) -> Mapping[str, Json]:
    """The schema of many payments, of which each is as the other model has it."""
    items = {name: value for name, value in one.items() if name != "$schema"}
    listed: Mapping[str, Json] = {
        "type": "array",
        "minItems": 1,
        "maxItems": LARGEST_BATCH,
        "uniqueItems": True,
        "items": items,
    }
    return {
        "$schema": DRAFT,
        "title": BATCH_MODEL,
        "type": "object",
        "properties": {"transactions": listed},
        "required": ("transactions",),
        "additionalProperties": False,
    }


class BatchModelIsTheAgreedOne(Policy):
    """A call with many payments holds 1 to 25, each of them just what a payment is that comes alone.

    What is refused of one payment must not come in among others. More of them would not be judged in time, nor fit into
    what a workflow may hold.
    """

    id = "FRAUD_API_64"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = (MODEL,)
    claims = ("schema",)
    remediation = "Make the schema of many payments of the one of a payment, as stacks.schema.transactions does."

    compliant = {"name": BATCH_MODEL, "schema": of_many(ONE)}
    given = {f"{MODEL}.one": {"name": "Transaction", "schema": {"$schema": DRAFT, **ONE}}}
    violating = {
        "takes any number of payments": remove(*LIST, "maxItems"),
        "takes more payments": {"schema": {"properties": {"transactions": {"maxItems": LARGEST_BATCH + 1}}}},
        "takes a payment twice": remove(*LIST, "uniqueItems"),
        "takes none": {"schema": {"properties": {"transactions": {"minItems": 0}}}},
        "takes no list": {"schema": {"properties": {"transactions": {"type": "object"}}}},
        "takes anything in the list": remove(*LIST, "items"),
        "takes more of each payment": {
            "schema": {"properties": {"transactions": {"items": {"additionalProperties": True}}}}
        },
        "takes card numbers": {
            "schema": {"properties": {"transactions": {"items": {"properties": {"pan": {"type": "string"}}}}}}
        },
        "asks less of each payment": remove(*ITEMS, "required"),
        "takes something beside the list": {"schema": {"properties": {"note": {"type": "string"}}}},
        "needs no list": remove("schema", "required"),
        "takes more fields": {"schema": {"additionalProperties": True}},
        "is alone": at_every(MODEL, {"name": BATCH_MODEL}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("name") == BATCH_MODEL

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        ones = [model.get("schema") for model in stack.of(MODEL) if is_of_a_transaction(model)]
        if len(ones) != 1 or not isinstance(ones[0], Mapping):
            yield "has no one model of a single payment beside it"
        elif not same(resource.get("schema"), of_many(ones[0])):
            yield f"does not describe 1 to {LARGEST_BATCH} payments, each as the model of a single one has it"
