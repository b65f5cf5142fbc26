"""On a phone the picture keeps a size that can be read, and is complete."""

from pathlib import Path
from typing import cast

from tests.gate.reports.browser import Browser
from tests.gate.reports.chromium import NEEDED
from tests.gate.reports.screens import PHONE

pytestmark = NEEDED
FRAME = "[...document.querySelectorAll('.picture')].at(-1)"
SMALLEST = f"Math.min(...[...{FRAME}.querySelectorAll('text')].map(text => text.getBoundingClientRect().height))"


def test_the_picture_scrolls_in_a_frame_of_its_own_and_its_smallest_text_can_be_read(
    browser: Browser, page: Path
) -> None:
    browser.show(page, screen=PHONE)
    shown, whole = (cast("int", browser.ask(f"{FRAME}.{width}")) for width in ("clientWidth", "scrollWidth"))
    assert shown < PHONE.width < whole
    assert cast("float", browser.ask(SMALLEST)) > 9
