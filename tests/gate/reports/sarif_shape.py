"""What SARIF 2.1.0 allows, as far as we use it: the members that each object may have and must have."""


def objects(required: str, **properties: object) -> dict[str, object]:
    """The schema of an object with these members and no others."""
    return {"type": "object", "required": required.split(), "additionalProperties": False, "properties": properties}


def many(items: object) -> dict[str, object]:
    """The schema of a list of these."""
    return {"type": "array", "items": items}


TEXT = objects("text", text={"type": "string", "minLength": 1})
BAG = {"type": "object"}
LOCATION = objects("uri", uri={"type": "string", "format": "uri-reference"})
# Only a failure has a level.
PASSED = {"properties": {"kind": {"not": {"const": "fail"}}}}
LEVELS = {"if": PASSED, "then": {"properties": {"level": {"const": "none"}}}}

SARIF = objects(
    "version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs=many(
        objects(
            "tool",
            tool=objects(
                "driver",
                driver=objects(
                    "name",
                    name={"type": "string"},
                    version={"type": "string"},
                    rules=many(
                        objects(
                            "id",
                            id={"type": "string", "minLength": 1},
                            shortDescription=TEXT,
                            fullDescription=TEXT,
                            help=TEXT,
                            defaultConfiguration=objects("", level={"enum": ["none", "note", "warning", "error"]}),
                            properties=BAG,
                        )
                    ),
                ),
            ),
            invocations=many(objects("executionSuccessful", executionSuccessful={"type": "boolean"})),
            artifacts=many(objects("", location=LOCATION, hashes={"additionalProperties": {"type": "string"}})),
            results=many(
                {
                    **objects(
                        "message ruleId",
                        ruleId={"type": "string"},
                        ruleIndex={"type": "integer", "minimum": 0},
                        kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
                        level={"enum": ["none", "note", "warning", "error"]},
                        message=TEXT,
                        locations=many(
                            objects(
                                "",
                                physicalLocation=objects("artifactLocation", artifactLocation=LOCATION),
                                logicalLocations=many(
                                    objects("", fullyQualifiedName={"type": "string"}, kind={"type": "string"})
                                ),
                            )
                        ),
                        partialFingerprints={"additionalProperties": {"type": "string"}},
                        suppressions=many(
                            objects(
                                "kind",
                                kind={"enum": ["inSource", "external"]},
                                status={"enum": ["accepted", "underReview", "rejected"]},
                                justification={"type": "string"},
                            )
                        ),
                        properties=BAG,
                    ),
                    **LEVELS,
                }
            ),
            properties=BAG,
        )
    ),
)
