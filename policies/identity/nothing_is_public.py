from policies.core import Policy, Severity, controls
from policies.core.examples import add_first_resource, add_resource
from policies.core.known_stacks import KNOWN_STACKS


class NothingIsPublic(Policy):
    """The API behind its firewall is the only way in: no function, bucket or other door is opened beside it.

    A function URL, a permission to invoke a function or a second API would bypass API key, throttling, validation and
    firewall. The workflow invokes functions by its role, so none needs a Lambda permission; what FRAUD_QUEUE_10 lets a
    queue of this stack hand to a function, Lambda takes with that function's role.
    """

    id = "FRAUD_IAM_18"
    severity = Severity.CRITICAL
    controls = (
        controls.CIS_2_21.supports,
        controls.PCI_1_3_1.supports,
        controls.NIST_SC_7.supports,
        controls.SOC_CC6_6.supports,
    )
    stacks = KNOWN_STACKS
    forbids = (
        "aws_lambda_[!ef]*",  # permission, layer version, alias, invocation, ...
        "aws_lambda_e[!v]*",
        "aws_lambda_event_[!s]*",  # all but the event source mapping
        "aws_lambda_function_*",  # url, event invoke config, ...
        "aws_api_gateway_rest_api_policy",
        "aws_api_gateway_domain_name*",
        "aws_api_gateway_base_path_mapping",
        "aws_api_gateway_vpc_link",
        "aws_apigatewayv2_*",
        "aws_appsync_*",
        "aws_cloudfront_*",
        "aws_s3_bucket_public_access_block",
        "aws_s3_bucket_acl",
        "aws_s3_object*",
        "aws_s3_bucket_website_configuration",
        "aws_s3_account_public_access_block",
    )
    remediation = "Remove it: callers come through the API of stacks.api.Api, and the workflow calls by its role."

    violating = {
        "gives a function a URL": add_resource(
            "aws_lambda_function_url", {"function_name": "a", "authorization_type": "NONE"}
        ),
        "lets anyone call a function": add_resource(
            "aws_lambda_permission", {"function_name": "planted", "principal": "*"}
        ),
        "adds code of others": add_resource(
            "aws_lambda_layer_version_permission", {"layer_name": "planted", "principal": "*"}
        ),
        "opens the API": add_resource("aws_api_gateway_rest_api_policy", {"rest_api_id": "planted", "policy": "{}"}),
        "adds an API": add_resource("aws_apigatewayv2_api", {"name": "planted", "protocol_type": "HTTP"}),
        "opens a bucket": add_first_resource(
            "aws_s3_bucket_public_access_block", {"bucket": "planted", "block_public_acls": False}
        ),
        "opens all buckets": add_resource("aws_s3_account_public_access_block", {"block_public_acls": False}),
        "lets anyone read a bucket": add_resource("aws_s3_bucket_acl", {"bucket": "planted", "acl": "public-read"}),
        "lets anyone read an object": add_resource("aws_s3_object", {"bucket": "planted", "acl": "public-read"}),
        "makes a bucket a site": add_resource("aws_s3_bucket_website_configuration", {"bucket": "planted"}),
        "gives the API a name": add_resource("aws_api_gateway_domain_name", {"domain_name": "example.com"}),
        "stands behind another's name": add_resource(
            "aws_api_gateway_base_path_mapping", {"domain_name": "example.com", "stage_name": "live"}
        ),
        "reaches into a network": add_resource("aws_api_gateway_vpc_link", {"name": "planted"}),
        "adds an API of queries": add_resource("aws_appsync_graphql_api", {"name": "planted"}),
        "stands behind a network of caches": add_resource("aws_cloudfront_distribution", {"enabled": True}),
        "opens a door that Lambda has not yet": add_resource("aws_lambda_endpoint", {"function_name": "planted"}),
        "hands on events in a way that is not yet": add_resource(
            "aws_lambda_event_target", {"function_name": "planted"}
        ),
    }
