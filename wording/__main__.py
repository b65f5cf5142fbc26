"""python -m wording: it only reads, so that it can be run again however it ends."""

from commands.process import Ending, run
from wording.command import wording

ENDING = Ending(interrupted="interrupted; nothing was changed", failed="nothing was changed")

if __name__ == "__main__":
    run(wording, "wording", ENDING)
