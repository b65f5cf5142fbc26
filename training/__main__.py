"""Train the shipped model anew: `python -m training`. The same versions write the same bytes."""

import json

from lambdas.fraud_analyzer.model import SHIPPED

from .boosting import boosted
from .protocol import trained


def main() -> None:
    """Write the model beside the function's code, and print what it is worth."""
    text, figures = trained(boosted)
    SHIPPED.write_text(text, encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
