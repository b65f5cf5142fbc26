"""What the validator refuses as a card number is in no queue, however it is written, though nobody has validated it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lambdas.transaction_validator.card_numbers import holds_card_number
from tests.chaos.errors import THROTTLED
from tests.chaos.faults import ALWAYS, Fault
from tests.chaos.interpreter import Interpreter, body
from tests.chaos.services import Services

BUSY = {"ValidateTransaction": Fault(THROTTLED, ALWAYS)}
CARDS = st.sampled_from(
    ["4111111111111111", "5555555555554444", "378282246310005", "4222222222222", "6304000000000000", "3530111333300000"]
)
# Zeros: ASCII's, Arabic, Devanagari, full width, mathematical.
ZEROS = st.sampled_from([0x30, 0x660, 0x966, 0xFF10, 0x1D7CE])
SEPARATORS = st.sampled_from(["", "", "", " ", "-", "_", ".", "/", " - ", "\u2013"])
FIELDS = st.sampled_from(["transaction_id", "merchant_id", "merchant_name", "terminal_id", "customer_token", "note"])
AROUND = st.sampled_from(["", "m", "m-", "11111111-1111-1111-1111-", "-1111-1111-1111-111111111111", "No. ", "é"])


@st.composite
def written(draw: st.DrawFn) -> str:
    """A card number in some script, in groups of some size, with something before and behind it."""
    number, zero, separator = draw(CARDS), draw(ZEROS), draw(SEPARATORS)
    size = draw(st.sampled_from([1, 2, 4, 8, 19]))
    digits = "".join(chr(zero + int(digit)) for digit in number)
    groups = [digits[start : start + size] for start in range(0, len(digits), size)]
    return draw(AROUND) + separator.join(groups) + draw(AROUND)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FIELDS, written())
def test_whatever_holds_a_card_number_is_in_no_queue(interpreter: Interpreter, field: str, text: str) -> None:
    sent: dict[str, Any] = body() | {field: text}
    assume(holds_card_number(sent))
    left = Services("approve")
    answer, _ = interpreter.run(sent, left, BUSY)
    assert (answer.status, left.queued, left.letters) == (503, [], [])
