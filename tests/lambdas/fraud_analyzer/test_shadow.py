"""A shadow model is scored and stored; whatever is wrong with it, the answer is the same."""

import json
from pathlib import Path

import pytest

from lambdas.fraud_analyzer import shadow
from lambdas.fraud_analyzer.model import Model
from tests.lambdas.fraud_analyzer.replay import shipped_model

NOTHING = {"shadow_model": "", "shadow_score_text": ""}
FEATURES = dict.fromkeys(shipped_model().features, 1.0)


def loaded(text: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Model | None, list[str]]:
    """What is loaded from a bundle with this file (None: without one), and the warnings."""
    if text is not None:
        (folder / "shadow.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(shadow, "__file__", str(folder / "shadow.py"))
    warnings: list[str] = []
    return shadow.load(warn=warnings.append), warnings


def shipped() -> str:
    return Path(shadow.__file__).with_name("model.json").read_text(encoding="utf-8")


def test_without_a_file_there_is_no_shadow_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded(None, tmp_path, monkeypatch) == (None, [])
    assert shadow.scored(None, FEATURES) == NOTHING


def test_a_second_model_is_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second, warnings = loaded(shipped(), tmp_path, monkeypatch)
    assert warnings == []
    scored = shadow.scored(second, FEATURES)
    assert scored["shadow_model"] == shipped_model().version
    assert float(scored["shadow_score_text"]) == pytest.approx(shipped_model().score(FEATURES).value, abs=1e-4)


def test_where_no_model_was_asked_there_is_no_shadow_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second, _ = loaded(shipped(), tmp_path, monkeypatch)
    assert shadow.scored(second, None) == NOTHING


@pytest.mark.parametrize("text", ["", "{", "null", "[" * 100_000, "{}", '{"version": 1}', "NaN"])
def test_a_file_that_holds_no_model_is_left_out_with_a_warning(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second, warnings = loaded(text, tmp_path, monkeypatch)
    assert second is None
    assert len(warnings) == 1


@pytest.mark.parametrize("features", [{}, dict.fromkeys(FEATURES)])
def test_a_model_that_cannot_score_changes_nothing(features: dict[str, float]) -> None:
    assert shadow.scored(shipped_model(), features) == NOTHING


def test_a_model_of_other_features_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = json.loads(shipped())
    written["features"] = [f"other_{name}" for name in written["features"]]
    second, _ = loaded(json.dumps(written), tmp_path, monkeypatch)
    assert shadow.scored(second, FEATURES) == NOTHING
