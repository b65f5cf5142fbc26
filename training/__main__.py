"""Train the shipped model anew: `python -m training`. The same versions write the same bytes."""

import argparse
import json

from lambdas.fraud_analyzer.model import SHIPPED

from .protocol import trained


def main() -> None:
    """Write the model beside the function's code, and print what it is worth."""
    argparse.ArgumentParser("python -m training", description=main.__doc__).parse_args()
    # Imported here, so that the help needs none of what training needs.
    from .boosting import boosted  # noqa: PLC0415

    text, figures = trained(boosted)
    SHIPPED.write_text(text, encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
