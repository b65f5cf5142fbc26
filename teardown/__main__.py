"""python -m teardown: what was done stays done, however it ends."""

from commands.process import Ending, run
from teardown.command import teardown

ENDING = Ending(interrupted="interrupted; run it again to go on", failed="run it again to go on")

if __name__ == "__main__":
    run(teardown, "teardown", ENDING)
