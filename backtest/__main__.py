"""python -m backtest: nothing is changed, however it ends."""

from backtest.command import backtest
from commands.process import Ending, run

ENDING = Ending(interrupted="interrupted; nothing was changed", failed="please report it with the command")

if __name__ == "__main__":
    run(backtest, "backtest", ENDING)
