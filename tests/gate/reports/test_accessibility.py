"""The page is for everybody: it can be read in both colours, heard in order, and walked through by keyboard."""

import re
from importlib.resources import files
from itertools import pairwise

import pytest

from gate.reports import html
from gate.reports.evidence import Evidence

STYLE = files("gate.reports").joinpath("page/style.css").read_text()
THEMES = re.findall(r":root \{([^}]*)\}", STYLE)
BEHIND = ("paper", "soft", "mark")
WRITTEN = ("ink", "link", "pass", "fail", "waived", "part", "error")
LEAST = 4.5  # WCAG 2.2, 1.4.3


def colours(theme: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): #(\w+);", theme))


def luminance(colour: str) -> float:
    """Of a colour as WCAG computes it: 0 is black, 1 is white."""
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "fff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("theme", THEMES[:2], ids=["light", "dark"])
def test_each_colour_of_text_can_be_read_on_each_that_is_behind_it(theme: str) -> None:
    known = colours(theme)
    weak = {(text, on) for text in WRITTEN for on in BEHIND if contrast(known[text], known[on]) < LEAST}
    assert weak == set()


@pytest.fixture(scope="module")
def text(both: Evidence) -> str:
    return html.render(both)


def test_headings_go_down_by_one_level_at_a_time_from_a_single_first(text: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)\b", text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_each_heading_of_a_table_says_what_it_heads(text: str) -> None:
    assert re.findall(r"<th(?! scope=\"(?:col|row)\")[^e>]*>", text) == []


def test_sections_are_named_by_their_headings(text: str) -> None:
    sections = dict(re.findall(r'<section id="([\w-]+)" aria-labelledby="([\w-]+)"', text))
    assert len(sections) == text.count("<section")
    assert all(f'<h2 id="{title}"' in text for title in sections.values())
