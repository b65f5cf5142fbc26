"""What a deployment of the API freezes: it is deployed anew whenever that changes, and not otherwise."""

from collections.abc import Callable

from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.api_gateway_model import ApiGatewayModel
from cdktf_cdktf_provider_aws.api_gateway_rest_api import ApiGatewayRestApi

from stacks.frozen import fingerprint


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
