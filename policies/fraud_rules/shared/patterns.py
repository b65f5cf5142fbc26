"""The patterns that the fraud rules must notice, and how far each number may move without those who judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policies.core.strict_json import Json

PACKAGE = "fraud_analyzer/"
RULES, MODEL = f"{PACKAGE}rules.json", f"{PACKAGE}model.json"
Bounds = tuple[float, float]
# By reason code: the least severe decision, and between what each fact's number may be. A rule may be more severe.
PATTERNS: Mapping[str, tuple[str, Mapping[str, Bounds]]] = {
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
COUNTING: Mapping[str, Bounds] = {
    "just_below_share": (0.5, 0.95),
    "large_part_share": (0.1, 0.5),
    "small_amount": (2, 20),
    "new_card_payments": (1, 10),
    "admitted_after_days": (7, 60),
    # Personal data is kept no longer than the slowest counter needs, and no shorter.
    "card_days": (90, 400),
    "merchant_days": (1, 7),
}
# A card is new for so many payments, and compared with itself above so many: between them nobody would look.
NEW, COMPARED, KNOWN = "new_card_payments", "amount_far_above_the_first_ones", "payments_known"
SEVERITIES = ("review", "decline")


def disagreements(document: Json) -> Iterator[str]:
    """A sentence for each pattern that a rules file does not notice as was agreed, and for each count beyond bounds."""
    rules = document.get("rules") if isinstance(document, Mapping) else None
    counting = document.get("counting") if isinstance(document, Mapping) else None
    if not isinstance(rules, tuple) or not isinstance(counting, Mapping):
        yield "is no file of rules that can be read in one way"
        return
    for code, (decision, bounds) in PATTERNS.items():
        named = [rule for rule in rules if isinstance(rule, Mapping) and rule.get("code") == code]
        if len(named) != 1 or not _is_as_agreed(named[0], decision, bounds):
            numbers = ", ".join(f"{fact} above {least:g} to {most:g}" for fact, (least, most) in bounds.items())
            yield f"has not one rule {code} that leads to {decision} with just {numbers}"
    for name, (least, most) in COUNTING.items():
        if not _is_within(counting.get(name), (least, most)):
            yield f"counts with {name} not from {least:g} to {most:g}"
    if not all(_is_below(rule, counting.get(NEW)) for rule in rules):
        yield f"counts a card as new with {NEW} not above the {KNOWN} of {COMPARED}"
    if any(not isinstance(rule, Mapping) or rule.get("decision") not in SEVERITIES for rule in rules):
        yield "has a rule that leads neither to review nor to decline"


def _is_as_agreed(rule: Mapping[str, Json], decision: str, bounds: Mapping[str, Bounds]) -> bool:
    made, when = rule.get("decision"), rule.get("when_above")
    severe = made in SEVERITIES and SEVERITIES.index(str(made)) >= SEVERITIES.index(decision)
    if not severe or not isinstance(when, Mapping) or when.keys() != bounds.keys():
        return False
    return all(_is_within(when[fact], bounds[fact]) for fact in bounds)


def _is_below(rule: Json, new: Json) -> bool:
    """Whether the rule that compares a card with its first payments does so once the card is no longer new."""
    if not isinstance(rule, Mapping) or rule.get("code") != COMPARED:
        return True
    when = rule.get("when_above")
    known = when.get(KNOWN) if isinstance(when, Mapping) else None
    return isinstance(new, int | float) and isinstance(known, int | float) and known < new


def _is_within(number: Json, bounds: Bounds) -> bool:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return bounds[0] <= number <= bounds[1]
