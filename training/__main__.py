"""python -m training: trains the shipped fraud model again. The same versions write the same bytes."""

import argparse
import json
from pathlib import Path

from lambdas.fraud_analyzer import model

from .protocol import trained

SHIPPED = Path(model.__file__).with_name("model.json")

HELP = """\
Train the fraud model on simulated payments. Write it beside the code of the
function fraud-analyzer, and print its figures.

It needs packages of its own: training/README.md says how to install them.

Example:
  .venv-training/bin/python -m training

Exit status:
  0  the model is written
  1  a package is missing, and nothing is written
"""


def main() -> None:
    """Write the model beside the function's code, and print its figures."""
    plain = argparse.RawDescriptionHelpFormatter
    argparse.ArgumentParser("python -m training", description=HELP, formatter_class=plain).parse_args()
    # Imported here, so that the help needs none of what training needs.
    from .boosting import boosted  # noqa: PLC0415

    text, figures = trained(boosted)
    SHIPPED.write_text(text, encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
