"""A second model that is scored after the decision: its score is stored, compared later, and changes nothing."""

from collections.abc import Callable
from pathlib import Path

from . import model
from .features import Features


def load(*, warn: Callable[[str], None]) -> model.Model | None:
    """Return the model in `shadow.json` beside this module; None if there is none, or, with a warning, no whole one."""
    try:
        return model.read(Path(__file__).with_name("shadow.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except Exception:  # a model without effect has none by failing, either
        warn("shadow.json: no model can be read from it; correct the file, or take it out")
        return None


def scored(shadow: model.Model | None, features: Features | None) -> dict[str, str]:
    """Return the model's version and score as text; both are empty if there is none, or nothing that it could score."""
    try:
        version, score = (shadow.version, f"{shadow.score(features).value:.4f}") if shadow and features else ("", "")
    except Exception:  # a model without effect has none by failing, either
        version, score = "", ""
    return {"shadow_model": version, "shadow_score_text": score}
