"""python -m attack: what went wrong is told in one line, and what was judged is kept."""

from attack.command import attack
from attack.oracle import BrokenOracle
from attack.run import Killed
from commands.process import Ending, run
from live.missing import Missing
from live.terraform import TerraformFailed
from policies.core.rulebook import BrokenRulebook
from policies.core.terraform_file import Unreadable

FORESEEN = (BrokenOracle, BrokenRulebook, Killed, Missing, TerraformFailed, Unreadable)
ENDING = Ending("interrupted; the next run goes on where this one was", "run `make gate` for the stacks", FORESEEN)

if __name__ == "__main__":
    run(attack, "attack", ENDING)
