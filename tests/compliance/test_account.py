"""The account's stack is complete and wired: whatever API Gateway needs before any API of the account may log."""

from collections.abc import Callable

from policies.aws.region import regions_named
from policies.core.known_stacks import ACCOUNT
from policies.core.resources import Resource
from policies.core.stack import Stack

STACKS = (ACCOUNT,)
KEEPING = ("aws_cloudwatch_log_group",)
Find = Callable[..., Resource]


def test_api_gateway_logs_with_a_role_of_its_own(stack: Stack, the: Find) -> None:
    setting = the("aws_api_gateway_account")
    role = stack.resolve(setting.get("cloudwatch_role_arn"), "arn")
    assert role is the("aws_iam_role"), "API Gateway gets no role of this stack"
    policies = stack.pointing_at(role, "aws_iam_role_policy", "role")
    assert policies, "API Gateway's role may do nothing"
    granting = {policy.address for policy in policies}
    assert granting <= set(waits_for(setting)), "API Gateway does not wait for its grants"


def test_the_group_that_greets_is_there_before_the_role_is_set(the: Find) -> None:
    group = the("aws_cloudwatch_log_group", name="/aws/apigateway/welcome")
    assert group.address in waits_for(the("aws_api_gateway_account")), "API Gateway would make the group itself"


def test_each_log_of_the_account_is_under_a_key_of_our_own(stack: Stack) -> None:
    keys = {(key.type, key.name) for key in stack.of("aws_kms_key")}
    bare = [each for each in stack.of(*KEEPING) if not keys & {reference[:2] for reference in each.references}]
    assert not bare, f"not under a key of this stack: {', '.join(each.place for each in bare)}"


def test_each_key_of_the_account_is_used(stack: Stack) -> None:
    users = {key.place: {each.type for each in stack.referring_to(key)} for key in stack.of("aws_kms_key")}
    idle = [place for place, types in users.items() if types <= {"aws_kms_alias"}]
    assert not idle, f"nothing is encrypted with {', '.join(idle)}"


def test_the_account_is_set_up_in_one_region(stack: Stack, the: Find) -> None:
    region = the("provider").get("region")
    named = regions_named(stack)
    assert named == {region}, f"the provider works in {region}, and the stack names {', '.join(sorted(named))}"


def waits_for(resource: Resource) -> tuple[str, ...]:
    waiting = resource.get("depends_on")
    return tuple(map(str, waiting)) if isinstance(waiting, tuple) else ()
