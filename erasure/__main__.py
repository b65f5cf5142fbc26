"""python -m erasure: what was erased stays erased, however it ends."""

from commands.process import Ending, run
from erasure.command import erasure

ENDING = Ending(interrupted="interrupted; run it again to go on", failed="run it again to go on")

if __name__ == "__main__":
    run(erasure, "erasure", ENDING)
