"""How many parts a short message takes: 160 septets or 153 each, 70 units or 67 each, and nothing is halved."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.notification_sender.short_message import ALPHABET, EXTENDED
from wording.parts import Parts, parts

PLAIN = "".join(sorted(ALPHABET - EXTENDED))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Parts(1, 0, "septets", 160)),
        ("x" * 160, Parts(1, 160, "septets", 160)),
        ("x" * 161, Parts(2, 161, "septets", 153)),
        ("x" * 306, Parts(2, 306, "septets", 153)),
        ("x" * 307, Parts(3, 307, "septets", 153)),
        ("€" * 80, Parts(1, 160, "septets", 160)),
        ("€" * 81, Parts(2, 162, "septets", 153)),
        # 153 is odd: the last septet of a part stays empty before a character of two.
        ("€" * 153, Parts(3, 306, "septets", 153)),
        ("ł" * 70, Parts(1, 70, "units", 70)),
        ("ł" * 71, Parts(2, 71, "units", 67)),
        ("x" * 69 + "ł", Parts(1, 70, "units", 70)),
        ("👍" * 35, Parts(1, 70, "units", 70)),
        ("👍" * 36, Parts(2, 72, "units", 67)),
        ("👍" * 67, Parts(3, 134, "units", 67)),
    ],
)
def test_the_parts_of_a_text(text: str, expected: Parts) -> None:
    assert parts(text) == expected


@given(st.text(PLAIN, min_size=161, max_size=2_000))
def test_septets_alone_fill_each_part(text: str) -> None:
    assert parts(text).count == ceil(len(text) / 153)


@given(st.text(max_size=300), st.text(max_size=20))
def test_more_text_takes_no_fewer_parts(text: str, more: str) -> None:
    assert parts(text + more).count >= parts(text).count
