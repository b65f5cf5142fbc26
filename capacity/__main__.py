"""python -m capacity: nothing is written unless all of it was simulated."""

from capacity.command import capacity
from capacity.prices import Unpriced
from commands.process import Ending, run
from policies.core.terraform_file import Unreadable

FAILED = "name a cdk.tf.json as it was synthesized, or run `make gate` for one"
ENDING = Ending("interrupted; nothing was written", FAILED, (Unpriced, Unreadable))

if __name__ == "__main__":
    run(capacity, "capacity", ENDING)
