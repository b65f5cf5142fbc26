"""python -m stacks [OUTDIR]: synthesizes into OUTDIR, or where CDKTF's command line says, or into cdktf.out."""

import argparse
import os
import sys
from pathlib import Path

from stacks.app import synthesize
from stacks.shared_code import CannotFollow

HELP = """\
Synthesize the stack, and print the path of the file. Nothing is judged; the
command gate does both.

Examples:
  python -m stacks
  python -m stacks out

Exit status:
  0  it is synthesized
  2  it is not, and one line says why
"""


def main(arguments: list[str]) -> int:
    """Print the path of the synthesized file; 2 if the arguments are not understood or the code is not there."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m stacks", description=HELP, formatter_class=plain)
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
