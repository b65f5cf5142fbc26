"""Each name that security codes, tracks and PINs go by is known, and a track by its shape in letters of either case."""

import pytest

from lambdas.transaction_validator.sensitive import holds_sensitive_data, is_named_so
from tests.lambdas.transaction_validator.test_card_numbers import VISA

NAMES = """
    cvv CVV2 cvc cvn cav2 cvd csc card_csc securityCode verificationCode cardVerificationValue verification-number
    cid cardCID cardCode track1 track2 track_3 trackData magStripe magneticStripe stripeData chipData fullMagnetic
    pin cardPin debitPin atmPin customerPin encryptedPin onlinePin pinBlock pinData pinOffset pinNumber pinValue
    encryptedPinBlock pvv
"""
OTHERS = """
    cascade cscore acid cardCodes track4 tracking stripe magnet fullMagneto spin pinned opinion pinCode pvvs
    verification security code card
"""


@pytest.mark.parametrize("name", NAMES.split())
def test_a_name_of_what_nobody_may_keep_is_known_at_any_depth(name: str) -> None:
    assert is_named_so(name)
    assert holds_sensitive_data({"more": [{name: 1}]})


@pytest.mark.parametrize("name", OTHERS.split())
def test_another_name_is_none(name: str) -> None:
    assert not is_named_so(name)


@pytest.mark.parametrize("separator", ["=", "D", "d"])
def test_track_2_without_its_sentinels_is_known_by_either_letter(separator: str) -> None:
    assert holds_sensitive_data(f"57{len(VISA) + 1}{VISA}{separator}2912201")
    assert not holds_sensitive_data(f"{VISA}{separator}291220")


def test_a_name_is_known_beside_other_fields_that_hold_more() -> None:
    assert holds_sensitive_data({"first": {"cvv": 1}, "second": {"more": [1]}})
