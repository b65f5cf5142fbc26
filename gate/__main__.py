"""`python -m gate`: starts the gate anew, isolated, before anything of the project is imported.

Python puts the current folder on its path for `-m`, and listens to its variables. Both are gone after this.
"""

import os
import sys

FOLDER = os.path.dirname(os.path.realpath(__file__))


def main() -> None:
    """Takes this process over with the gate of the folder that this file is in."""
    script, root = os.path.join(FOLDER, "interpreter.py"), os.path.dirname(FOLDER)
    os.execv(sys.executable, [sys.executable, "-I", script, root, "gate.process", *sys.argv[1:]])  # noqa: S606 - ourselves


if __name__ == "__main__":
    main()
