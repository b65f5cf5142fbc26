"""What SARIF 2.1.0 allows and code scanning asks for, as far as we use it: the members of each object."""


def objects(required: str, **properties: object) -> dict[str, object]:
    """The schema of an object with these members and no others."""
    return {"type": "object", "required": required.split(), "additionalProperties": False, "properties": properties}


def many(items: object) -> dict[str, object]:
    """The schema of a list of these."""
    return {"type": "array", "items": items}


def short(most: int) -> dict[str, object]:
    """The schema of a text of at most so many characters."""
    return {"type": "string", "minLength": 1, "maxLength": most}


ANY_TEXT = {"type": "string", "minLength": 1}
TEXT, DESCRIPTION = objects("text", text=ANY_TEXT), objects("text", text=short(1024))
HELP = objects("text markdown", text=ANY_TEXT, markdown=ANY_TEXT)
LOCATION = objects("uri", uri={"type": "string", "format": "uri-reference"}, uriBaseId={"const": "%SRCROOT%"})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
NUMBER = {"type": "integer", "minimum": 1}
TAGS = {"type": "array", "items": {"type": "string"}, "maxItems": 10, "uniqueItems": True}
SCORE = {"type": "string", "pattern": r"^(10|[0-9])\.[0-9]$"}
RULE_PROPERTIES = {"type": "object", "required": ["tags"], "properties": {"tags": TAGS, "security-severity": SCORE}}
# Only a failure has a level.
PASSED = {"properties": {"kind": {"not": {"const": "fail"}}}}
LEVELS = {"if": PASSED, "then": {"properties": {"level": {"const": "none"}}}}
REGION = objects(
    "startLine startColumn endLine endColumn", startLine=NUMBER, startColumn=NUMBER, endLine=NUMBER, endColumn=NUMBER
)
RULE = objects(
    "id name shortDescription fullDescription help helpUri defaultConfiguration properties",
    id=ANY_TEXT,
    name={"type": "string", "pattern": "^[A-Z0-9][A-Za-z0-9]*$"},
    shortDescription=DESCRIPTION,
    fullDescription=DESCRIPTION,
    help=HELP,
    helpUri={"type": "string", "format": "uri"},
    defaultConfiguration=objects("level", level=LEVEL),
    properties=RULE_PROPERTIES,
)
RESULT = objects(
    "message ruleId ruleIndex kind level locations partialFingerprints",
    ruleId=ANY_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
    level=LEVEL,
    message=TEXT,
    locations={
        "minItems": 1,
        **many(
            objects(
                "physicalLocation",
                physicalLocation=objects("artifactLocation region", artifactLocation=LOCATION, region=REGION),
                logicalLocations=many(objects("", fullyQualifiedName=ANY_TEXT, kind=ANY_TEXT)),
            )
        ),
    },
    partialFingerprints={"required": ["primaryLocationLineHash"], "additionalProperties": {"type": "string"}},
    suppressions=many(
        objects(
            "kind",
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification=ANY_TEXT,
        )
    ),
    properties={"type": "object"},
)
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
TAXON = objects("id shortDescription properties", id=ANY_TEXT, shortDescription=TEXT, properties={"type": "object"})
REVISION = objects(
    "repositoryUri revisionId mappedTo properties",
    repositoryUri={"type": "string", "format": "uri"},
    revisionId=ANY_TEXT,
    branch=ANY_TEXT,
    mappedTo=objects("uriBaseId", uriBaseId=ANY_TEXT),
    properties={"type": "object"},
)
SARIF = objects(
    "$schema version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "maxItems": 20,
        **many(
            objects(
                "tool results",
                tool=objects(
                    "driver",
                    driver=objects(
                        "name rules",
                        name=ANY_TEXT,
                        version=ANY_TEXT,
                        informationUri={"type": "string", "format": "uri"},
                        rules={"maxItems": 25_000, **many(RULE)},
                    ),
                    extensions=many(objects("name version", name=ANY_TEXT, version=ANY_TEXT)),
                ),
                taxonomies=many(
                    objects("name shortDescription taxa", name=ANY_TEXT, shortDescription=TEXT, taxa=many(TAXON))
                ),
                versionControlProvenance=many(REVISION),
                originalUriBaseIds={"additionalProperties": objects("description", description=TEXT)},
                invocations=many(
                    objects(
                        "executionSuccessful startTimeUtc endTimeUtc",
                        startTimeUtc=TIME,
                        endTimeUtc=TIME,
                        executionSuccessful={"type": "boolean"},
                        toolExecutionNotifications=many(objects("message", level=LEVEL, message=TEXT)),
                    )
                ),
                artifacts=many(
                    objects(
                        "",
                        location=LOCATION,
                        hashes={"additionalProperties": {"type": "string"}},
                        description=TEXT,
                    )
                ),
                results={"maxItems": 25_000, **many({**RESULT, **LEVELS})},
                properties={"type": "object"},
            )
        ),
    },
)
