"""python -m stacks [OUTDIR]: synthesize into OUTDIR, or where the CDKTF command line says, or into cdktf.out."""

import argparse
import os
import sys
from pathlib import Path

from stacks.app import synthesize
from stacks.shared_code import CannotFollow


def main(arguments: list[str]) -> int:
    """Print the path of the synthesized file; 2 if the arguments are not understood or the code is not there."""
    parser = argparse.ArgumentParser("python -m stacks", description="Synthesize the stack, without judging it.")
    parser.add_argument(
        "outdir",
        nargs="?",
        type=Path,
        default=Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out"),
        help="the folder to write; without it, the one that CDKTF_OUTDIR names, or cdktf.out",
    )
    output = parser.parse_args(arguments).outdir
    try:
        print(synthesize(output))
    except (OSError, CannotFollow) as error:
        print(f"python -m stacks: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
