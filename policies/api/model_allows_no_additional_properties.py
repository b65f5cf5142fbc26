from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls

DRAFT = "http://json-schema.org/draft-04/schema#"
KEYWORDS = {"$schema", "title", "description", "type", "properties", "required", "additionalProperties"}


class ModelAllowsNoAdditionalProperties(Policy):
    """Every model is a plain schema of an object that refuses what it does not describe.

    What nobody has described must not enter, not even to be ignored later: somebody would log or store it. A schema
    that combines or refers to others cannot be judged by reading it.
    """

    id = "FRAUD_API_20"
    severity = Severity.HIGH
    controls = (controls.NIST_SI_10.supports,)
    applies_to = ("aws_api_gateway_model",)
    claims = ("schema",)
    remediation = f"Write a schema of draft 4 for an object, with no keyword besides {', '.join(sorted(KEYWORDS))}."

    compliant = {"schema": {"$schema": DRAFT, "type": "object", "additionalProperties": False}}
    violating = {
        "takes more fields": {"schema": {"additionalProperties": True}},
        "takes more fields by default": {"schema": {"additionalProperties": None}},
        "takes more fields of a type": {"schema": {"additionalProperties": {"type": "string"}}},
        "takes fields by their pattern": {"schema": {"patternProperties": {".*": {}}}},
        "takes anything": {"schema": {"type": None}},
        "takes lists too": {"schema": {"type": ["object", "array"]}},
        "is of another draft": {"schema": {"$schema": "http://json-schema.org/draft-07/schema#"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        schema = resource.get("schema")
        if not isinstance(schema, Mapping) or schema.get("$schema") != DRAFT:
            yield "is no legible schema of draft 4"
            return
        if schema.get("type") != "object" or schema.get("additionalProperties") is not False:
            yield "does not refuse what it does not describe"
        if schema.keys() - KEYWORDS:
            yield f"has keywords that nobody judges: {sorted(schema.keys() - KEYWORDS)}"
