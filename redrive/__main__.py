"""python -m redrive: what was received and not settled is given back to its queue, however it ends."""

from commands.process import Ending, run
from redrive.command import redrive

ENDING = Ending(
    interrupted="interrupted; run it again to go on",
    failed="nothing was deleted that was not settled",
)

if __name__ == "__main__":
    run(redrive, "redrive", ENDING)
