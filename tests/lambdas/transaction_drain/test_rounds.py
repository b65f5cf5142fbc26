"""A round has each card once, and cards keep their order from round to round."""

from hypothesis import given
from hypothesis import strategies as st

from lambdas.transaction_drain.messages import Message
from lambdas.transaction_drain.rounds import Payment, rounds

CARDS = st.lists(st.sampled_from("abcd"), max_size=20)


def payments(cards: list[str]) -> list[Payment]:
    """A payment by each of these cards, in this order."""
    return [
        Payment(
            Message(str(place), "client", {}, "receipt", "handle", came_before=False),
            {"transaction": {"card_token": card}},
        )
        for place, card in enumerate(cards)
    ]


@given(CARDS)
def test_each_payment_stands_in_one_round_and_each_card_at_most_once_in_a_round(cards: list[str]) -> None:
    made = [*rounds(payments(cards))]
    assert sorted(int(step.payment.message.message_id) for steps in made for step in steps) == [*range(len(cards))]
    for steps in made:
        assert len({step.payment.transaction["card_token"] for step in steps}) == len(steps) > 0


@given(CARDS)
def test_a_cards_payments_keep_their_order_and_all_but_the_last_are_followed(cards: list[str]) -> None:
    made = [step for steps in rounds(payments(cards)) for step in steps]
    for card in {*cards}:
        own = [step for step in made if step.payment.transaction["card_token"] == card]
        places = [int(step.payment.message.message_id) for step in own]
        assert places == [place for place, each in enumerate(cards) if each == card]
        assert [step.is_followed for step in own] == [True] * (len(own) - 1) + [False]


@given(st.sets(st.text(), max_size=10))
def test_cards_that_come_once_are_all_in_one_round(cards: set[str]) -> None:
    assert len([*rounds(payments([*cards]))]) == min(1, len(cards))
