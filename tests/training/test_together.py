"""Rules and model look at each payment as in the function: what was flagged before, and the rules' own memory."""

from lambdas.fraud_analyzer import model, rules
from lambdas.fraud_analyzer.scoring import Decision
from training.payment import START, Payment
from training.together import analyzed

MINUTE, DAY = 60_000, 86_400_000
REGULAR = [Payment(START + day * DAY, 30.0 + day % 3, 1, 5, False) for day in range(30)]
LAST = REGULAR[-1].timestamp


def decided(*payments: Payment) -> list[Decision]:
    judged = analyzed([*REGULAR, *payments], rules.load(5000), model.load())
    return [analysis.decision for _, analysis in judged][len(REGULAR) :]


def test_a_regular_is_approved_and_a_burst_is_stopped() -> None:
    burst = [Payment(LAST + DAY + second * 1000, 2.0, 1, -1, True) for second in range(30)]
    assert decided(REGULAR[-1]._replace(timestamp=LAST + DAY)) == [Decision.APPROVE]
    assert decided(*burst).count(Decision.APPROVE) < 10


def test_what_the_rules_say_counts_beside_the_model() -> None:
    assert decided(Payment(LAST + MINUTE, 30.0, 1, 5, False), Payment(LAST + 9 * MINUTE, 30.0, 1, 5, True, "TH")) == [
        Decision.APPROVE,
        Decision.REVIEW,
    ]
