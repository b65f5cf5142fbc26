"""python -m stacks [OUTDIR]: synthesize into OUTDIR, or where the CDKTF command line says, or into cdktf.out."""

import os
import sys
from pathlib import Path

from stacks.app import synthesize
from stacks.shared_code import CannotFollow


def main(arguments: list[str]) -> int:
    """Print the path of the synthesized file; 2 if the arguments are not understood or the code is not there."""
    if len(arguments) > 1:
        print("python -m stacks: takes one folder at most; name where to write", file=sys.stderr)
        return 2
    output = Path(*arguments) if arguments else Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")
    try:
        print(synthesize(output))
    except (OSError, CannotFollow) as error:
        print(f"python -m stacks: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
