"""The model card's plots, as one HTML page without scripts that needs nothing else."""

from collections.abc import Iterable
from html import escape

from .card_tables import SEGMENTED, Figures

WIDTH, BAR, LABEL, ROW = 900, 420, 400, 26
STYLE = """
:root { color-scheme: light dark; --bar: #2563a8; --quiet: #8a8f98 }
@media (prefers-color-scheme: dark) { :root { --bar: #6aa9ec } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
svg { width: 100%; height: auto } rect { fill: var(--bar) } text { fill: currentColor; font-size: 14px }
p { color: var(--quiet) }
"""

Bar = tuple[str, float, str]


def page(version: str, benched: Figures, labels: Figures) -> str:
    """Return how late labels decide, and which honest payers are stopped how often, as bars with their numbers."""
    parts = [f"<h1>The shipped fraud model {escape(version)}, in plots</h1>"]
    for world, cases in labels["worlds"].items():
        bars = [(case, told["average_precision"], f"{told['average_precision']:.3f}") for case, told in cases.items()]
        parts += _plot(f"Average precision, {world}", "by when frauds are reported", bars)
    segments = benched["worlds"][SEGMENTED]["segments"]
    shares = {name: told["honest_stopped"] / told["honest"] for name, told in segments.items() if told["honest"]}
    bars = [(name, share, f"{100 * share:.2f} %") for name, share in shares.items()]
    parts += _plot(f"Honest payments that are stopped, {SEGMENTED}", "by segment", bars)
    head = f'<meta charset="utf-8"><title>Model card in plots</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _plot(title: str, by: str, bars: Iterable[Bar]) -> list[str]:
    bars = list(bars)
    most = max((value for _, value, _ in bars), default=0) or 1
    rows = "".join(_row(number, bar, most) for number, bar in enumerate(bars))
    said = escape(f"{title}, {by}: " + "; ".join(f"{name} {text}" for name, _, text in bars), quote=True)
    picture = f'<svg viewBox="0 0 {WIDTH} {ROW * len(bars)}" role="img" aria-label="{said}">{rows}</svg>'
    return [f"<h2>{escape(title)}</h2>", f"<p>{escape(by)}</p>", picture]


def _row(number: int, bar: Bar, most: float) -> str:
    name, value, text = bar
    top, length = number * ROW, BAR * value / most
    middle = top + ROW * 0.65
    return (
        f'<text x="{LABEL - 10}" y="{middle:.1f}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{LABEL}" y="{top + 4}" width="{length:.1f}" height="{ROW - 8}"/>'
        f'<text x="{LABEL + length + 8:.1f}" y="{middle:.1f}">{escape(text)}</text>'
    )
