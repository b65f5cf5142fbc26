"""An edit that lets a stranger in as a client is let in: with a key, a usage plan, and the rate for it."""

from __future__ import annotations

from policies.core.examples import PLANTED, Address, Draft, below, named_edit

KEY, PLAN, LINK = "aws_api_gateway_api_key", "aws_api_gateway_usage_plan", "aws_api_gateway_usage_plan_key"
SETTINGS = "aws_api_gateway_method_settings"
STRANGER = "fraud-detection-stranger"


@named_edit(
    "gives a stranger a key, an output of it, a usage plan as that of this key, and as much more of the API's rate"
)
def let_a_stranger_in(draft: Draft, at: Address) -> None:
    for link in [each for each in draft.of(LINK) if f".{at[1]}." in draft[each]["key_id"]]:
        (plan,) = [each for each in draft.of(PLAN) if f".{each[1]}." in draft[link]["usage_plan_id"]]
        own = {"key_id": f"${{{KEY}.{PLANTED}.id}}", "usage_plan_id": f"${{{PLAN}.{PLANTED}.id}}"}
        draft[(PLAN, PLANTED)] = {**draft[plan], "name": STRANGER}
        draft[(LINK, PLANTED)] = {**draft[link], **own}
        for each in draft.of(SETTINGS):
            for limit in ("rate_limit", "burst_limit"):
                more = below(draft[plan], ("throttle_settings", limit))
                below(draft[each], ("settings",))[f"throttling_{limit}"] += more
    draft[(KEY, PLANTED)] = {**draft[at], "name": STRANGER}
    draft[("output", "api_key_id_stranger")] = {"value": f"${{{KEY}.{PLANTED}.id}}"}
