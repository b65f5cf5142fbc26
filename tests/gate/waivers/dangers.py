"""What nobody may waive, as edits of the real stack: each makes something possible for somebody.

A name says what becomes possible. `on` is the type of the resource at which the edit is planted, the first of its type
or the first with `named` in its place.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from policies.aws.body_sizes import COUNTED
from policies.aws.escalation import ESCALATIONS
from policies.core.examples import (
    Edit,
    add_resource,
    append,
    copy_resource,
    refer_to_attribute,
    remove,
    remove_resources,
    replace,
)
from policies.core.expressions import ACCOUNT
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.requirements import REGION

STRANGER = "111122223333"
ANY: dict[str, Any] = {"Effect": "Allow", "Principal": "*", "Resource": "*"}
WHO: dict[str, Any] = {
    "anyone": "*",
    "anyone of AWS": {"AWS": "*"},
    "another account": {"AWS": STRANGER},
    "another account's root": {"AWS": f"arn:aws:iam::{STRANGER}:root"},
    "another account beside ours": {"AWS": [f"arn:aws:iam::{ACCOUNT}:root", f"arn:aws:iam::{STRANGER}:role/x"]},
    "everyone of this account": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "a person of this account": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/someone"},
    "another service": {"Service": "ec2.amazonaws.com"},
    "whom another provider vouches for": {"Federated": "accounts.google.com"},
}


class Danger(NamedTuple):
    """An edit, and where it is planted."""

    on: str
    edit: Edit
    named: str = ""

    def at(self, stack: Stack) -> Resource:
        return next(each for each in stack.of(self.on) if self.named in each.place)


def table() -> dict[str, Danger]:
    """Every danger by its name."""
    return dict(
        [*_escalations(), *_principals(), *_wildcards(), *_elsewhere(), *_switched_off(), *_beside(), *_firewall()]
    )


def of_account() -> dict[str, Danger]:
    """What may not become possible in the account's stack."""
    trust = replace("assume_role_policy", "Statement", 0, "Principal", value="*")
    delivery = ("policy_document", "Statement", 0)
    return {
        "API Gateway changes roles": Danger("aws_iam_role_policy", _grant(["iam:PutRolePolicy"])),
        "anyone logs as API Gateway": Danger("aws_iam_role", trust),
        "anyone writes logs": Danger("aws_cloudwatch_log_resource_policy", replace(*delivery, "Principal", value="*")),
        "log delivery reads": Danger(
            "aws_cloudwatch_log_resource_policy", replace(*delivery, "Action", value="logs:GetLogEvents")
        ),
        "log delivery writes everywhere": Danger(
            "aws_cloudwatch_log_resource_policy", replace(*delivery, "Resource", value="*")
        ),
        "a log has no key": Danger("aws_cloudwatch_log_group", {"kms_key_id": None}),
        "traces have AWS's key": Danger("aws_xray_encryption_config", {"type": "NONE", "key_id": None}),
        "traces have a key from elsewhere": Danger("aws_xray_encryption_config", {"key_id": "alias/aws/xray"}),
        "anyone uses the key of traces": Danger(
            "aws_kms_key",
            append("policy", "Statement", item={**ANY, "Action": "kms:Decrypt"}),
            "traces-key",
        ),
    }


def unexposed() -> dict[str, Danger]:
    """What lets nobody in and switches nothing off, though a policy may ask for something else."""
    return {
        "retention": Danger("aws_cloudwatch_log_group", {"retention_in_days": 14}),
        "methods that log more": Danger("aws_api_gateway_method_settings", {"settings": {"logging_level": "INFO"}}),
        "a workflow that logs more": Danger("aws_sfn_state_machine", {"logging_configuration": {"level": "ALL"}}),
        "a key that is on": Danger("aws_kms_key", {"is_enabled": True}),
        "a key that says nothing of it": Danger("aws_kms_key", {"is_enabled": None}),
        "a key that locks nobody out": Danger("aws_kms_key", {"bypass_policy_lockout_safety_check": False}),
        "a table that says that it does not stream": Danger("aws_dynamodb_table", {"stream_enabled": False}),
        "alerts by SMS": Danger("aws_sns_topic_subscription", {"protocol": "sms", "endpoint": "${var.alert_phone}"}),
        "alerts by mail": Danger("aws_sns_topic_subscription", {"protocol": "email", "endpoint": "${var.alert_email}"}),
        "a log without a filter": Danger("aws_wafv2_web_acl_logging_configuration", {"logging_filter": None}),
        "a function that logs all": Danger(
            "aws_lambda_function", {"environment": {"variables": {"LOG_LEVEL": "DEBUG"}}}, "fraud-analyzer"
        ),
    }


def _grant(action: Any, resource: Any = "*", **more: Any) -> Edit:
    return append("policy", "Statement", item={"Effect": "Allow", "Action": action, "Resource": resource, **more})


def _escalations() -> Iterator[tuple[str, Danger]]:
    for action in ESCALATIONS:
        yield f"{action} by fraud-analyzer", Danger("aws_iam_role_policy", _grant([action]), "fraud-analyzer")
    for role in ("workflow", "reports", "api/transaction-caller", "api/report-caller", "notification-sender"):
        yield f"iam:PutRolePolicy by {role}", Danger("aws_iam_role_policy", _grant(["iam:PutRolePolicy"]), role)
    for action in ("iam:passrole", "IAM:PassRole", "iam:PassRole*", "iam:Pass?ole", "iam:*", "*", "*:*", "i*"):
        yield f"{action} as it is spelled", Danger("aws_iam_role_policy", _grant(action))
    own = f"arn:aws:iam::{ACCOUNT}:role/fraud-detection-*"
    yield "iam:PassRole on its own roles", Danger("aws_iam_role_policy", _grant("iam:PassRole", own))
    to = {"Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}}
    yield "iam:PassRole to a service", Danger("aws_iam_role_policy", _grant("iam:PassRole", **to))
    pair = ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"]
    yield "a whole path", Danger("aws_iam_role_policy", _grant(pair))


def _principals() -> Iterator[tuple[str, Danger]]:
    for name, who in WHO.items():
        trust = replace("assume_role_policy", "Statement", 0, "Principal", value=who)
        yield f"assumed by {name}", Danger("aws_iam_role", trust)
        more = {"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"}
        yield f"assumed by {name}, too", Danger("aws_iam_role", append("assume_role_policy", "Statement", item=more))
        for type_, action in (("aws_kms_key", "kms:*"), ("aws_sqs_queue", "sqs:*"), ("aws_sns_topic", "sns:*")):
            statement = {**ANY, "Principal": who, "Action": action}
            if (type_, name) != ("aws_kms_key", "everyone of this account"):  # which administers its keys
                yield f"{action} for {name}", Danger(type_, append("policy", "Statement", item=statement))
    unbound = replace("assume_role_policy", "Statement", 0, "Condition", value={})
    yield "assumed for any account", Danger("aws_iam_role", unbound, "fraud-analyzer")
    but = {"Effect": "Allow", "NotPrincipal": {"AWS": STRANGER}, "Action": "kms:Decrypt", "Resource": "*"}
    yield "a key for all but one", Danger("aws_kms_key", append("policy", "Statement", item=but))
    granting = {**ANY, "Principal": {"Service": "events.amazonaws.com"}, "Action": "kms:CreateGrant"}
    yield "a key given away", Danger("aws_kms_key", append("policy", "Statement", item=granting), "messages")
    elsewhere = {"alarm_actions": [f"arn:aws:sns:{REGION}:{STRANGER}:operations"]}
    yield "alarms told to another account", Danger("aws_cloudwatch_metric_alarm", elsewhere)
    bus = f"arn:aws:events:{REGION}:{STRANGER}:event-bus/theirs"
    yield "events sent to another account", Danger("aws_cloudwatch_event_target", {"arn": bus})
    web = {"protocol": "https", "endpoint": "https://example.com/collect"}
    yield "alerts sent to an address of the web", Danger("aws_sns_topic_subscription", web)


def _elsewhere() -> Iterator[tuple[str, Danger]]:
    stream = f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/aws-waf-logs-x"
    logs = {"logging_configuration": {"log_destination": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:x:*"}}
    edits: dict[str, Danger] = {
        "the web ACL logs elsewhere": Danger(
            "aws_wafv2_web_acl_logging_configuration", {"log_destination_configs": [stream]}
        ),
        "the web ACL logs no attack": Danger(
            "aws_wafv2_web_acl_logging_configuration",
            replace("logging_filter", "filter", 0, "condition", 0, "action_condition", "action", value="ALLOW"),
        ),
        "anyone writes logs": Danger(
            "aws_cloudwatch_log_resource_policy", replace("policy_document", "Statement", 0, "Principal", value="*")
        ),
        "logs may be read": Danger(
            "aws_cloudwatch_log_resource_policy",
            append("policy_document", "Statement", item={**ANY, "Principal": "*", "Action": "logs:GetLogEvents"}),
        ),
        "every log group may be written": Danger(
            "aws_cloudwatch_log_resource_policy",
            replace("policy_document", "Statement", 0, "Resource", value=f"arn:aws:logs:{REGION}:{ACCOUNT}:*"),
        ),
        "the stage logs elsewhere": Danger(
            "aws_api_gateway_stage", {"access_log_settings": {"destination_arn": stream}}
        ),
        "the workflow logs elsewhere": Danger("aws_sfn_state_machine", logs),
        "the API calls the web": Danger(
            "aws_api_gateway_integration", {"uri": "https://example.com/", "type": "HTTP_PROXY"}
        ),
        "a key for all that it encrypts": Danger(
            "aws_iam_role_policy", _grant("kms:Decrypt", "${aws_kms_key.keys_transactions-key_F68E4717.arn}")
        ),
        "a second method without a key": Danger(
            "aws_api_gateway_method", copy_resource({"api_key_required": False, "http_method": "GET"})
        ),
        "a trust of anyone in one statement": Danger(
            "aws_iam_role", {"assume_role_policy": {"Statement": {**ANY, "Action": "sts:AssumeRole"}}}
        ),
        "an effect in another case": Danger(
            "aws_iam_role_policy",
            append("policy", "Statement", item={"Effect": "allow", "Action": "iam:PassRole", "Resource": "*"}),
        ),
        "a document that is decided later": Danger("aws_iam_role_policy", {"policy": "${var.alert_email}"}),
    }
    yield from edits.items()


def _wildcards() -> Iterator[tuple[str, Danger]]:
    grants = {
        "a whole service": _grant("dynamodb:*"),
        "what begins alike": _grant("s3:Get*"),
        "every table": _grant("dynamodb:GetItem"),
        "every table of the account": _grant("dynamodb:Scan", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/*"),
        "a table of another account": _grant("dynamodb:GetItem", f"arn:aws:dynamodb:{REGION}:{STRANGER}:table/x"),
        "every parameter": _grant("ssm:GetParameter*"),
        "every key": _grant("kms:Decrypt"),
        "every bucket": _grant(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::*"),
        "all but some": append("policy", "Statement", item={"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}),
        "all but some places": append(
            "policy", "Statement", item={"Effect": "Allow", "Action": "sqs:SendMessage", "NotResource": "arn:aws:x"}
        ),
    }
    yield from ((f"grants {name}", Danger("aws_iam_role_policy", edit)) for name, edit in grants.items())


def _switched_off() -> Iterator[tuple[str, Danger]]:
    edits: dict[str, dict[str, Edit]] = {
        "aws_api_gateway_integration": {
            "calls another service": {"uri": f"arn:aws:apigateway:{REGION}:sqs:path/x"},
            "answers without a call": {"type": "MOCK"},
        },
        "aws_api_gateway_method": {
            "needs no key": {"api_key_required": False},
            "lets others in": {"authorization": "AWS_IAM"},
        },
        "aws_api_gateway_method_settings": {
            "does not log": {"settings": {"logging_level": "OFF"}},
            "logs requests": {"settings": {"data_trace_enabled": True}},
        },
        "aws_api_gateway_rest_api": {
            "has a policy": {"policy": {"Statement": [{**ANY, "Action": "execute-api:*"}]}},
            "has methods of its own": {"body": {"openapi": "3.0.1"}},
            "takes keys from elsewhere": {"api_key_source": "AUTHORIZER"},
        },
        "aws_api_gateway_stage": {
            "has no traces": {"xray_tracing_enabled": False},
            "has no access log": {"access_log_settings": None},
            "logs to the name of a group": refer_to_attribute(
                "access_log_settings", "destination_arn", attribute="name"
            ),
        },
        "aws_api_gateway_api_key": {"holds its value": {"value": "0123456789abcdefghijklmnop"}},
        "aws_cloudwatch_event_bus": {
            "has no key": {"kms_key_identifier": None},
            "names its key by a description": refer_to_attribute("kms_key_identifier", attribute="description"),
        },
        "aws_cloudwatch_event_target": {"sends to the name of a queue": refer_to_attribute("arn", attribute="name")},
        "aws_cloudwatch_log_group": {"has no key": {"kms_key_id": None}},
        "aws_cloudwatch_log_metric_filter": {
            "counts by card": {"metric_transformation": {"dimensions": {"card": "$.card_token"}}},
        },
        "aws_dynamodb_table": {
            "has no key": {"server_side_encryption": None},
            "has AWS's key": {"server_side_encryption": {"kms_key_arn": None}},
            "is not encrypted": {"server_side_encryption": {"enabled": False}},
            "cannot be restored": {"point_in_time_recovery": {"enabled": False}},
            "can be deleted": {"deletion_protection_enabled": False},
            "is copied": {"replica": [{"region_name": "us-west-2"}]},
            "streams": {"stream_enabled": True, "stream_view_type": "NEW_IMAGE"},
        },
        "aws_iam_role": {
            "has an inline policy": {"inline_policy": [{"name": "a", "policy": "{}"}]},
            "administers": {"managed_policy_arns": ["arn:aws:iam::aws:policy/AdministratorAccess"]},
            "has a boundary": {"permissions_boundary": "arn:aws:iam::aws:policy/AdministratorAccess"},
        },
        "aws_kms_key": {
            "is switched off": {"is_enabled": False},
            "is soon deleted": {"deletion_window_in_days": 7},
            "may lock out": {"bypass_policy_lockout_safety_check": True},
            "is not rotated": {"enable_key_rotation": False},
            "has no policy": {"policy": None},
        },
        "aws_lambda_event_source_mapping": {
            "is filled by the name of a queue": refer_to_attribute("event_source_arn", attribute="name"),
            "calls the description of a function": refer_to_attribute("function_name", attribute="description"),
        },
        "aws_lambda_function": {
            "has no key": {"kms_key_arn": None},
            "has no traces": {"tracing_config": {"mode": "PassThrough"}},
            "has no log": {"logging_config": None},
            "holds a secret": {"environment": {"variables": {"API_TOKEN": "hunter2"}}},
            "runs a layer": {"layers": [f"arn:aws:lambda:{REGION}:{STRANGER}:layer:x:1"]},
            "runs an image": {"image_uri": "example"},
            "runs what lies in a bucket": {"s3_bucket": "code"},
            "runs what lies elsewhere": {"filename": "elsewhere/code.zip"},
            "runs a layer of anybody": {"layers": ["${var.layer}"]},
            "logs to the ARN of a group": refer_to_attribute("logging_config", "log_group", attribute="arn"),
        },
        "aws_sfn_state_machine": {
            "has AWS's key": {"encryption_configuration": {"type": "AWS_OWNED_KEY"}},
            "has no key": {"encryption_configuration": {"kms_key_id": None}},
            "logs to no streams": {"logging_configuration": {"log_destination": "${var.streams}"}},
            "does not log": {"logging_configuration": {"level": "OFF"}},
            "logs transactions": {"logging_configuration": {"include_execution_data": True}},
            "has no traces": {"tracing_configuration": {"enabled": False}},
        },
        "aws_sns_topic": {
            "has AWS's key": {"kms_master_key_id": "alias/aws/sns"},
            "takes plain transport": {"policy": {"Statement": []}},
            "has no policy": {"policy": None},
        },
        "aws_sns_topic_subscription": {
            "is read by a function": {"protocol": "lambda"},
            "has an address in the file": {"endpoint": "someone"},
        },
        "aws_sqs_queue": {
            "has no key": {"kms_master_key_id": None},
            "has SQS's key": {"sqs_managed_sse_enabled": True},
            "has no policy": {"policy": None},
        },
        "aws_ssm_parameter": {
            "is legible": {"type": "String"},
            "holds its value": {"value": "hunter2", "value_wo": None},
            "has AWS's key": {"key_id": "alias/aws/ssm"},
            "holds a legible value": {"insecure_value": "hunter2"},
            "has its value in the file": {"value_wo": "hunter2"},
        },
        "aws_wafv2_web_acl": {"stands at the edge": {"scope": "CLOUDFRONT"}},
        "aws_wafv2_web_acl_association": {
            "protects the name of a stage": refer_to_attribute("resource_arn", attribute="stage_name"),
            "applies the name of a web ACL": refer_to_attribute("web_acl_arn", attribute="name"),
        },
        "aws_wafv2_web_acl_logging_configuration": {
            "shows keys": {"redacted_fields": [{"single_header": {"name": "x-other"}}]},
            "is of the name of a web ACL": refer_to_attribute("resource_arn", attribute="name"),
        },
    }
    for type_, of_type in edits.items():
        yield from ((f"{type_} {name}", Danger(type_, edit)) for name, edit in of_type.items())
    key = {"description": "AKI" + "A" + "EXAMPLE" * 2 + "22"}
    yield "a key in a text", Danger("aws_cloudwatch_event_rule", key)


def _beside() -> Iterator[tuple[str, Danger]]:
    beside: dict[str, dict[str, Any]] = {
        "aws_lambda_function_url": {"function_name": "fraud-analyzer", "authorization_type": "NONE"},
        "aws_lambda_permission": {"function_name": "fraud-analyzer", "principal": "*", "action": "lambda:*"},
        "aws_iam_access_key": {"user": "someone"},
        "aws_iam_role_policy_attachment": {"role": "x", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
        "aws_iam_user": {"name": "someone"},
        "aws_kms_grant": {"key_id": "x", "grantee_principal": f"arn:aws:iam::{STRANGER}:root"},
        "aws_s3_bucket": {"bucket": "open"},
        "aws_s3_bucket_policy": {"bucket": "open", "policy": {"Statement": [{**ANY, "Action": "s3:Get*"}]}},
        "aws_sns_topic_policy": {"arn": "x", "policy": {"Statement": [{**ANY, "Action": "sns:Publish"}]}},
        "aws_sqs_queue_policy": {"queue_url": "x", "policy": {"Statement": [{**ANY, "Action": "sqs:*"}]}},
        "aws_dynamodb_resource_policy": {"resource_arn": "x", "policy": {"Statement": [{**ANY, "Action": "*"}]}},
        "aws_thing_that_nobody_knows": {"public": True},
    }
    for type_, values in beside.items():
        yield f"{type_} beside the rest", Danger("aws_kms_key", add_resource(type_, values))
    outside = copy_resource({"role": "administrators"})
    yield "rights for a role outside the stack", Danger("aws_iam_role_policy", outside)


def _firewall() -> Iterator[tuple[str, Danger]]:
    for type_ in ("web_acl", "web_acl_association", "web_acl_logging_configuration"):
        yield f"no {type_}", Danger("aws_api_gateway_stage", remove_resources(f"aws_wafv2_{type_}"))
    acl = f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/open/1"
    yield "another web ACL", Danger("aws_wafv2_web_acl_association", {"web_acl_arn": acl})
    yield "a web ACL without rules", Danger("aws_wafv2_web_acl", {"rule": []})
    counts: dict[str, Any] = {"count": {}}
    yield (
        "a web ACL that lets some pass",
        Danger(
            "aws_wafv2_web_acl",
            append("rule", item={"name": "x", "priority": 99, "action": {"allow": {}}, "statement": {"geo_match": {}}}),
        ),
    )
    override = ("statement", "managed_rule_group_statement", "rule_action_override")
    another = {"name": "NoUserAgent_HEADER", "action_to_use": counts}
    yield "another of AWS's rules counts", Danger("aws_wafv2_web_acl", append("rule", 1, *override, item=another))
    yield "a rule of another group counts", Danger("aws_wafv2_web_acl", replace("rule", 2, *override, value=[*COUNTED]))
    for number in (4, 5):
        yield (
            f"AWS's bound of a body counts without rule {number}",
            Danger("aws_wafv2_web_acl", remove("rule", number)),
        )
    size = ("rule", 4, "statement", "size_constraint_statement")
    yield "a body as large as may be", Danger("aws_wafv2_web_acl", replace(*size, "size", value=10**9))
    yield "a body that nobody sees", Danger("aws_wafv2_web_acl", replace(*size, "field_to_match", "body", value={}))
    for number in range(6):
        part = ("rule", number)
        yield (
            f"rule {number} gone",
            Danger("aws_wafv2_web_acl", replace(*part, value={"name": "x", "priority": number})),
        )
        for action in ("action", "override_action"):
            edit = replace(*part, action, value=counts)
            yield f"rule {number} with {action} count", Danger("aws_wafv2_web_acl", edit)
