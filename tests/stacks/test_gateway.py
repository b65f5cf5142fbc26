"""The API: keyed, validated, throttled, logged, and redeployed whenever anything that a deployment freezes changes."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.api_gateway_model import ApiGatewayModel
from cdktf_cdktf_provider_aws.api_gateway_rest_api import ApiGatewayRestApi

from stacks.frozen import fingerprint


@pytest.fixture
def one(stack: dict[str, Any]) -> Any:
    def only(kind: str) -> dict[str, Any]:
        (resource,) = stack["resource"][f"aws_api_gateway_{kind}"].values()
        return dict(resource)

    return only


def test_the_method_needs_a_key_and_a_valid_body(one: Any) -> None:
    method, validator, model = one("method"), one("request_validator"), one("model")
    assert method["http_method"] == "POST"
    assert method["api_key_required"] is True
    assert validator["validate_request_body"] is validator["validate_request_parameters"] is True
    assert method["request_validator_id"].startswith("${aws_api_gateway_request_validator.")
    assert list(method["request_models"]) == [model["content_type"]] == ["application/json"]


def test_nothing_passes_the_integration_unmapped(one: Any) -> None:
    integration = one("integration")
    assert integration["passthrough_behavior"] == "NEVER"
    assert list(integration["request_templates"]) == ["application/json"]
    assert integration["uri"] == "arn:aws:apigateway:us-east-1:states:action/StartSyncExecution"


def test_only_what_the_workflow_refuses_to_start_is_looked_at_for_throttling(stack: dict[str, Any]) -> None:
    answers = stack["resource"]["aws_api_gateway_integration_response"].values()
    templates = {each["status_code"]: each["response_templates"]["application/json"] for each in answers}
    assert [status for status, template in templates.items() if "responseOverride.status = 429" in template] == ["500"]
    assert "response_parameters" not in next(each for each in answers if each["status_code"] == "500")


def test_the_stage_is_traced_and_logged_without_bodies(one: Any) -> None:
    stage, settings = one("stage"), one("method_settings")
    assert stage["xray_tracing_enabled"] is True
    assert stage["access_log_settings"]["destination_arn"].startswith("${aws_cloudwatch_log_group.api_logging_access")
    assert "body" not in stage["access_log_settings"]["format"].lower()
    assert settings["method_path"] == "*/*"
    assert settings["settings"] == {
        "metrics_enabled": True,
        "logging_level": "ERROR",
        "data_trace_enabled": False,
        "caching_enabled": False,
        "throttling_rate_limit": 1000,
        "throttling_burst_limit": 2000,
    }


def test_the_stage_waits_for_the_log_group_that_api_gateway_would_make_itself(stack: dict[str, Any], one: Any) -> None:
    groups = stack["resource"]["aws_cloudwatch_log_group"]
    (name,) = (name for name, group in groups.items() if group["name"].startswith("API-Gateway-Execution-Logs_${"))
    assert groups[name]["name"].endswith(".id}/live")
    assert f"aws_cloudwatch_log_group.{name}" in one("stage")["depends_on"]


def test_the_client_has_its_own_key_and_its_own_rate(one: Any) -> None:
    plan = one("usage_plan")
    assert plan["throttle_settings"] == {"rate_limit": 1000, "burst_limit": 2000}
    assert plan["api_stages"][0]["stage"].startswith("${aws_api_gateway_stage.")
    assert one("usage_plan_key")["key_id"].startswith("${aws_api_gateway_api_key.")
    assert "value" not in one("api_key")


def test_a_deployment_waits_for_everything_that_it_freezes(stack: dict[str, Any], one: Any) -> None:
    kinds = (
        *("resource", "method", "model", "request_validator", "integration", "method_response"),
        *("integration_response", "gateway_response"),
    )
    frozen = {
        f"aws_api_gateway_{kind}.{name}" for kind in kinds for name in stack["resource"][f"aws_api_gateway_{kind}"]
    }
    assert set(one("deployment")["depends_on"]) == frozen
    assert one("deployment")["lifecycle"] == one("rest_api")["lifecycle"] == {"create_before_destroy": True}


def test_the_trigger_changes_with_the_content_and_with_nothing_else(new_scope: Callable[[], TerraformStack]) -> None:
    def trigger(text: str, *, others: int = 0) -> str:
        scope = new_scope()
        # Whatever is built before shifts the numbers of CDKTF's tokens.
        ids = [ApiGatewayRestApi(scope, f"other-{number}", name="other").id for number in range(others)]
        api = ApiGatewayRestApi(scope, "api", name="api")
        assert len(ids) == others
        return fingerprint(
            [ApiGatewayModel(scope, "model", rest_api_id=api.id, name="M", content_type="t", schema=text)]
        )

    assert trigger("a") != trigger("b")
    assert trigger("a") == trigger("a", others=3)


def test_refusals_are_json_say_when_to_come_back_and_repeat_nothing(stack: dict[str, Any]) -> None:
    refusals = {r["response_type"]: r for r in stack["resource"]["aws_api_gateway_gateway_response"].values()}
    assert len(refusals) == 14
    for refusal in refusals.values():
        (template,) = refusal["response_templates"].values()
        assert list(json.loads(template)) == ["message"]
        assert "$" not in template
        again = "gatewayresponse.header.Retry-After" in refusal.get("response_parameters", {})
        assert again is (refusal.get("status_code") in {"429", "503", "504"})
