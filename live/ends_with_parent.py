"""python -P ends_with_parent.py MODULE: run a module until it ends, or until the process that started this one does.

That process holds the other end of this one's standard input, which the system closes however that process ends. Then
the whole process group is killed, which this process must lead. It runs in the emulator's environment, so it imports
the standard library alone; the emulator is corrected first, by files beside this one.
"""

import os
import runpy
import signal
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
CORRECTIONS = ("emulated_states.py", "emulated_functions.py", "emulated_actions.py")


def main() -> None:
    """Run the module that the first argument names, in this process."""
    threading.Thread(target=_watch, daemon=True).start()
    del sys.argv[0]
    for correction in CORRECTIONS:
        runpy.run_path(os.path.join(HERE, correction))
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _watch() -> None:
    # Not through sys.stdin, whose lock a thread that waits would hold when the interpreter ends.
    while os.read(0, 1024):
        pass
    os.killpg(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
