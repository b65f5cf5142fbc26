from collections.abc import Iterator, Mapping

from policies.api.shared.schema_edits import in_every_copy
from policies.core import Resource, Severity, Stack, controls
from policies.core.kinds import Attributes, Exactly

DRAFT = "http://json-schema.org/draft-04/schema#"
KEYWORDS = {"$schema", "title", "description", "type", "properties", "required", "additionalProperties"}


class ModelAllowsNoAdditionalProperties(Attributes):
    """Every model is a plain schema of an object that refuses what it does not describe.

    What nobody has described must not enter, not even to be ignored later: somebody would log or store it. A schema
    that combines or refers to others cannot be judged by reading it.
    """

    id = "FRAUD_API_20"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    required = {
        "schema.$schema": Exactly(DRAFT, otherwise="its schema is not one of draft 4"),
        "schema.type": Exactly("object", otherwise="its schema is not that of an object"),
        "schema.additionalProperties": Exactly(False, otherwise="its schema allows additional properties"),
    }
    remediation = f"Write a schema of draft 4 for an object, with no keyword besides {', '.join(sorted(KEYWORDS))}."
    compliant = {"schema": {"description": "One payment"}}
    violating = {
        "takes more fields of a type": {"schema": {"additionalProperties": {"type": "string"}}},
        "takes them everywhere": in_every_copy({"additionalProperties": {"type": "string"}}),
        "takes fields by their pattern": {"schema": {"patternProperties": {".*": {}}}},
        "takes lists too": {"schema": {"type": ["object", "array"]}},
        "is of another draft": {"schema": {"$schema": "http://json-schema.org/draft-07/schema#"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        schema = resource.get("schema")
        if not isinstance(schema, Mapping):
            yield "its schema is no JSON object"
        elif strange := sorted(schema.keys() - KEYWORDS):
            yield f"its schema has keywords that no policy judges: {', '.join(strange)}"
