"""python -m review: a claim or a verdict is done as a whole or not at all, however it ends."""

from commands.process import Ending, run
from review.command import review

ENDING = Ending(
    interrupted="interrupted; what was said to be done is done",
    failed="look at the case with show, and go on from there",
)

if __name__ == "__main__":
    run(review, "review", ENDING)
