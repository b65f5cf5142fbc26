"""python -m successor: it only reads, so that it can be run again however it ends."""

from commands.process import Ending, run
from gate.synthesis import SynthesisFailed
from successor.command import successor
from successor.reviewed import CannotCompare

ENDING = Ending("interrupted; nothing was changed", "run it again", (CannotCompare, SynthesisFailed))

if __name__ == "__main__":
    run(successor, "successor", ENDING)
