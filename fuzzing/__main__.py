"""python -m fuzzing: however it ends, no process is left behind."""

from commands.process import Ending, run
from fuzzing.command import fuzzing

ENDING = Ending(
    interrupted="interrupted; what was reached is in .fuzzing, and the next run goes on from there",
    failed="what was reached is in .fuzzing; see what is wrong with it, or remove it, and run it again",
)

if __name__ == "__main__":
    run(fuzzing, "fuzzing", ENDING)
