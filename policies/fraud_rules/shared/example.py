"""Bundles with a model, and with the most lenient and the strictest rules that are within what was agreed.

The numbers are written out once more, so that a slip in policies/fraud_rules/shared/patterns.py is noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policies.core.examples import Edit, Items, Values, patch_items, replace
from policies.fraud_rules.shared.patterns import MODEL, PACKAGE, RULES

AT = ("members", RULES, "document")
Numbers = Mapping[str, tuple[float, float]]
AGREED: Mapping[str, tuple[str, Numbers]] = {
    "amount_above_review_threshold": ("review", {"amount_over_limit": (0, 0)}),
    "many_payments_in_10_minutes": ("review", {"payments_10m": (2, 8)}),
    "very_many_payments_in_10_minutes": ("decline", {"payments_10m": (5, 20)}),
    "many_payments_in_a_day": ("review", {"payments_1d": (10, 50)}),
    "many_new_cards_at_merchant": ("review", {"new_cards_at_merchant": (5, 30)}),
    "card_testing_at_merchant": ("decline", {"new_cards_at_merchant": (10, 100)}),
    "impossible_travel": ("review", {"kilometers_per_hour": (800, 2000)}),
    "three_countries_in_an_hour": ("review", {"countries_1h": (2, 2)}),
    "first_use_at_high_amount": ("review", {"amount_of_new_card": (300, 2500)}),
    "again_just_below_review_threshold": ("review", {"payments_just_below_1d": (1, 2.5)}),
    "often_just_below_review_threshold": ("decline", {"payments_just_below_1d": (1, 4.5)}),
    "split_above_review_threshold": (
        "review",
        {"parts_over_limit_1d": (0, 1000), "parts_before_1d": (0, 1000), "times_usual": (0, 2)},
    ),
    "unusual_amount_after_not_me": ("decline", {"not_me_days_left": (0, 15), "times_usual": (1, 3)}),
    "unknown_card_after_not_me": ("decline", {"not_me_days_left": (0, 15), "amount_of_new_card": (0, 50)}),
    "another_country_after_not_me": ("decline", {"not_me_days_left": (0, 15), "countries_1h": (1, 1)}),
    "fraud_confirmed_at_terminal": ("review", {"terminal_frauds": (0.5, 2), "terminal_frauds_7d": (0, 1)}),
    "amount_far_above_the_first_ones": (
        "review",
        {
            "amount": (0, 100),
            "payments_known": (1, 5),
            "times_usual": (2, 5),
            "times_largest": (1, 5),
            "deviations": (1, 6),
        },
    ),
    "amount_far_above_usual": (
        "review",
        {
            "amount": (0, 100),
            "payments_known": (1, 20),
            "times_usual": (2, 5),
            "times_largest": (1, 3),
            "deviations": (1, 4),
        },
    ),
}
# A card is no longer new once it is compared with its first payments, at the earliest after one.
COUNTED: Numbers = {
    "just_below_share": (0.5, 0.95),
    "large_part_share": (0.1, 0.5),
    "small_amount": (2, 20),
    "new_card_payments": (2, 10),
    "admitted_after_days": (7, 60),
    "card_days": (90, 400),
    "merchant_days": (1, 7),
}


def _bundle(numbers: Callable[[Numbers], Mapping[str, float]]) -> Values:
    rules = [
        {"code": code, "decision": decision, "when_above": numbers(bounds)}
        for code, (decision, bounds) in AGREED.items()
    ]
    dated = {"version": "2026-11-26", "effective": "2026-11-26"}
    return {
        "members": {
            f"{PACKAGE}handler.py": {"sha256": "0" * 64, "source": ""},
            MODEL: {"sha256": "0" * 64, "document": {**dated, "version": "history-0a567bd6"}},
            RULES: {"sha256": "0" * 64, "document": {**dated, "rules": rules, "counting": numbers(COUNTED)}},
        }
    }


def the_rule(code: str) -> Items:
    """The rule with this reason code."""
    return Items((*AT, "rules"), f"the rule {code}", lambda rule: rule["code"] == code)


EXAMPLE = _bundle(lambda bounds: {name: most for name, (_, most) in bounds.items()})
STRICTEST = _bundle(lambda bounds: {name: least for name, (least, _) in bounds.items()})
BEYOND: Mapping[str, Edit] = {
    **{
        f"notices {code} only with {fact} above {most:g}": patch_items(
            the_rule(code), {"when_above": {fact: most + 0.01}}
        )
        for code, (_, bounds) in AGREED.items()
        for fact, (_, most) in bounds.items()
    },
    **{
        f"counts with {name} above {most:g}": replace(*AT, "counting", name, value=most + 0.01)
        for name, (_, most) in COUNTED.items()
    },
}
