"""The account's settings, deployed before the system: what the emulator keeps of them is as the judged file says."""

import json

from live.override import LEFT_OUT
from live.system import System
from policies.core.terraform_file import is_resource


def test_api_gateway_has_the_role_of_the_accounts_stack(system: System) -> None:
    role = system.aws.client("apigateway").get_account()["cloudwatchRoleArn"]
    assert role.endswith(":role/account-api-logging")
    trust = system.aws.client("iam").get_role(RoleName="account-api-logging")["Role"]["AssumeRolePolicyDocument"]
    assert [statement["Principal"] for statement in trust["Statement"]] == [{"Service": "apigateway.amazonaws.com"}]


def test_the_group_that_api_gateway_would_make_itself_is_there_with_key_and_seven_days(system: System) -> None:
    groups = system.aws.client("logs").describe_log_groups(logGroupNamePrefix="/aws/apigateway/welcome")["logGroups"]
    (group,) = groups
    assert (group["retentionInDays"], ":key/" in group["kmsKeyId"]) == (7, True)


def test_log_delivery_may_write_what_workflows_log(system: System) -> None:
    policies = system.aws.client("logs").describe_resource_policies()["resourcePolicies"]
    documents = {policy["policyName"]: json.loads(policy["policyDocument"]) for policy in policies}
    (statement,) = documents["account-vended-logs"]["Statement"]
    assert statement["Resource"].endswith(":log-group:/aws/vendedlogs/states/*:log-stream:*")


def test_everything_else_of_the_stack_is_deployed_but_what_is_left_out_by_name(system: System) -> None:
    deployed = {address.partition(".")[0] for address in system.account.terraform("state", "list").split()}
    file = json.loads((system.account.terraform.folder / "cdk.tf.json").read_text())
    assert deployed == {type_ for type_ in file["resource"] if is_resource(type_)} - LEFT_OUT.keys()
    assert {address.partition(".")[0] for address in system.account.left_out} == {"aws_xray_encryption_config"}
