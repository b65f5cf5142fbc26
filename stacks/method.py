"""The one method of a path of the API: validated, keyed, and answered by a workflow."""

from collections.abc import Mapping
from typing import Any

from cdktf import TerraformResource
from cdktf_cdktf_provider_aws.api_gateway_integration import ApiGatewayIntegration
from cdktf_cdktf_provider_aws.api_gateway_integration_response import ApiGatewayIntegrationResponse
from cdktf_cdktf_provider_aws.api_gateway_method import ApiGatewayMethod
from cdktf_cdktf_provider_aws.api_gateway_method_response import ApiGatewayMethodResponse
from cdktf_cdktf_provider_aws.api_gateway_model import ApiGatewayModel
from cdktf_cdktf_provider_aws.api_gateway_resource import ApiGatewayResource
from cdktf_cdktf_provider_aws.api_gateway_rest_api import ApiGatewayRestApi
from constructs import Construct

from stacks import templates
from stacks.document import document
from stacks.settings import Settings
from stacks.taken import Taken

# What Step Functions answers itself; the rest of the statuses comes from what the workflow decided.
ANSWERS = (
    ("200", None, templates.response()),
    ("500", r"4\d{2}", templates.refusal()),
    ("503", r"5\d{2}", templates.message(templates.UNAVAILABLE)),
)


class Method(Construct):
    """`frozen` are the resources that a deployment of the API takes a copy of; the ARNs must be no references."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        api: ApiGatewayRestApi,
        below: str,
        path: str,
        taken: Taken,
        machine_arn: str,
        role_arn: str,
        validator_id: str,
        settings: Settings,
    ) -> None:
        super().__init__(scope, name)
        resource = ApiGatewayResource(self, "resource", rest_api_id=api.id, parent_id=below, path_part=path)
        models = [self._model(api, name, taken.schema)] if taken.schema else []
        self.resource_id: str = resource.id
        self._place = {"rest_api_id": api.id, "resource_id": resource.id, "http_method": taken.http_method}
        method = ApiGatewayMethod(
            self,
            "method",
            **self._place,
            authorization="NONE",
            api_key_required=True,
            request_validator_id=validator_id,
            request_models={"application/json": models[0].name} if models else None,
            request_parameters=taken.parameters,
        )
        integration = ApiGatewayIntegration(
            self,
            "integration",
            **self._place,
            type="AWS",
            integration_http_method="POST",
            uri=f"arn:aws:apigateway:{settings.region}:states:action/StartSyncExecution",
            credentials=role_arn,
            passthrough_behavior="NEVER",
            request_templates={"application/json": taken.template(machine_arn)},
            timeout_milliseconds=settings.integration_timeout_ms,
            depends_on=[method],
        )
        self.frozen: list[TerraformResource] = [resource, *models, method, integration]
        for status, pattern, template in ANSWERS:
            self._answer(status, pattern, template, after=integration)

    def _model(self, api: ApiGatewayRestApi, name: str, schema: Mapping[str, Any]) -> ApiGatewayModel:
        return ApiGatewayModel(
            self,
            "model",
            rest_api_id=api.id,
            name=name.title(),
            content_type="application/json",
            schema=document(schema),
        )

    def _answer(self, status: str, pattern: str | None, template: str, *, after: ApiGatewayIntegration) -> None:
        again = status == "503"
        declared = ApiGatewayMethodResponse(
            self,
            f"answer-{status}",
            **self._place,
            status_code=status,
            response_models={"application/json": "Empty"},
            response_parameters={"method.response.header.Retry-After": False} if again else None,
            depends_on=[after],
        )
        mapped = ApiGatewayIntegrationResponse(
            self,
            f"mapped-{status}",
            **self._place,
            status_code=status,
            selection_pattern=pattern,
            response_templates={"application/json": template},
            response_parameters={"method.response.header.Retry-After": "'1'"} if again else None,
            depends_on=[declared],
        )
        self.frozen += [declared, mapped]
