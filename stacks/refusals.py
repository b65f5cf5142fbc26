"""Answers that API Gateway gives by itself; none repeats anything of the request."""

from dataclasses import dataclass

from cdktf_cdktf_provider_aws.api_gateway_gateway_response import ApiGatewayGatewayResponse
from constructs import Construct

from stacks.templates import message

AGAIN = {"gatewayresponse.header.Retry-After": "'1'"}


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """`status` is None where API Gateway's own status (one of a class) stays."""

    kind: str
    status: str | None
    text: str
    again: bool = False


REFUSALS = (
    Refusal(
        kind="BAD_REQUEST_BODY",
        status="400",
        text="The body is not what is taken here: no other fields, and no card number, security code or PIN",
    ),
    Refusal(kind="BAD_REQUEST_PARAMETERS", status="400", text="A parameter is missing or wrong"),
    Refusal(kind="INVALID_API_KEY", status="403", text="A valid API key is needed"),
    Refusal(kind="ACCESS_DENIED", status="403", text="Access is denied"),
    Refusal(
        kind="MISSING_AUTHENTICATION_TOKEN", status="403", text="There is nothing here; POST to /transaction or /report"
    ),
    Refusal(kind="WAF_FILTERED", status="403", text="The request was blocked"),
    Refusal(kind="REQUEST_TOO_LARGE", status="413", text="The request is too large"),
    Refusal(kind="UNSUPPORTED_MEDIA_TYPE", status="415", text="Only application/json is accepted"),
    Refusal(kind="THROTTLED", status="429", text="Too many requests", again=True),
    Refusal(kind="QUOTA_EXCEEDED", status="429", text="The quota is used up", again=True),
    Refusal(kind="INTEGRATION_FAILURE", status="503", text="The service is unavailable", again=True),
    Refusal(kind="INTEGRATION_TIMEOUT", status="504", text="The service took too long", again=True),
    Refusal(kind="DEFAULT_4XX", status=None, text="The request cannot be served"),
    Refusal(kind="DEFAULT_5XX", status=None, text="The service failed"),
)


def refuse(scope: Construct, *, api_id: str) -> list[ApiGatewayGatewayResponse]:
    """Make a JSON gateway response for every refusal."""
    return [
        ApiGatewayGatewayResponse(
            scope,
            f"refusal-{refusal.kind.lower().replace('_', '-')}",
            rest_api_id=api_id,
            response_type=refusal.kind,
            status_code=refusal.status,
            response_templates={"application/json": message(refusal.text)},
            response_parameters=AGAIN if refusal.again else None,
        )
        for refusal in REFUSALS
    ]
