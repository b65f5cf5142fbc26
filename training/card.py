"""The model card: its text stands in card.txt, and numbers and tables are filled in from the model and the figures."""

import re
from pathlib import Path

from lambdas.fraud_analyzer.model import Model

from . import card_tables as tables
from .card_tables import SEGMENTED, Figures

TEMPLATE = Path(__file__).with_name("card.txt")
FIELD = re.compile(r"\{\{ (\w+) \}\}")


def card(model: Model, benched: Figures, labels: Figures) -> str:
    """Return the model card as Markdown; ValueError if figures are of another model than the one that is shipped."""
    for command, figures in (("bench", benched), ("labels", labels)):
        if figures["model"] != model.version:
            raise ValueError(f"the figures are of {figures['model']}, not of {model.version}; run make model-{command}")
    decline = model.thresholds.decline
    fields = {
        "version": model.version,
        "effective": model.effective,
        "trees": str(len(model.trees)),
        "leaves": str(max(sum(node[0] < 0 for node in nodes) for nodes in model.trees)),
        "features": str(len(model.features)),
        "review": f"{model.thresholds.review:.4f}",
        "decline": "never declines" if decline is None else f"declines from {decline:.4f}",
        "bench_rules": benched["rules"],
        "label_rules": labels["rules"],
        "seeds": ", ".join(map(str, benched["seeds"])),
        "days": str(labels["days"]),
        "protocol": tables.protocol(benched["protocol"]),
        "worlds": tables.worlds(benched["worlds"]),
        "segmented": f"{SEGMENTED} (seed {benched['worlds'][SEGMENTED]['seed']})",
        "segments": tables.segments(benched["worlds"][SEGMENTED]["segments"]),
        "labels": tables.labels(labels["worlds"]),
        "above_budget": tables.above_budget(labels["worlds"]),
    }
    return FIELD.sub(lambda field: fields[field[1]], TEMPLATE.read_text(encoding="utf-8"))
