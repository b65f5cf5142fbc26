"""Behind each path of the API stands its own workflow, and where there is no body none is handed on."""

import json
from copy import deepcopy
from typing import Any

import pytest

from policies.api.integration_passes_only_the_validated_body import IntegrationPassesOnlyTheValidatedBody
from policies.core.evaluate import evaluate
from policies.core.stack import Stack

METHOD = "aws_api_gateway_method"


@pytest.mark.parametrize("by_reference", [False, True])
def test_a_body_is_handed_on_by_no_integration_of_the_path_that_is_asked(
    by_reference: bool, stack: dict[str, Any]
) -> None:
    changed = deepcopy(stack)
    integrations = changed["resource"]["aws_api_gateway_integration"]
    (asked,) = (each for each in integrations.values() if each["http_method"] == "GET")
    posted = next(each for each in integrations.values() if each["http_method"] == "POST")
    assert found(changed) == []
    if by_reference:
        (method,) = (name for name, each in changed["resource"][METHOD].items() if each["http_method"] == "GET")
        asked["http_method"] = f"${{{METHOD}.{method}.http_method}}"
        assert found(changed) == []
    asked["request_templates"] = posted["request_templates"]
    assert found(changed) == [
        "does not, for application/json alone, hand just what was validated to a state machine of this stack"
    ]


def test_no_two_paths_change_their_workflows(stack: dict[str, Any]) -> None:
    changed = deepcopy(stack)
    integrations = changed["resource"]["aws_api_gateway_integration"].values()
    first, second = (
        next(each for each in integrations if name in each["request_templates"]["application/json"])
        for name in ("transaction-processing", "transaction-reports")
    )
    first["request_templates"], second["request_templates"] = second["request_templates"], first["request_templates"]
    assert sorted(found(changed)) == [
        "starts transaction-processing, which is not the workflow behind /report",
        "starts transaction-reports, which is not the workflow behind /transaction",
    ]


def found(changed: dict[str, Any]) -> list[str]:
    """What the policy says."""
    results = evaluate(IntegrationPassesOnlyTheValidatedBody(), Stack.load(json.dumps(changed).encode()))
    return [sentence for each in results for sentence in each.violations]
