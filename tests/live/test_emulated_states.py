"""What the local AWS is corrected in, asked of it in its own environment."""

import json
import subprocess
from pathlib import Path

import pytest

from live.emulator import PYTHON, installed
from live.missing import Missing

CORRECTION = Path(__file__).resolve().parents[2] / "live" / "emulated_states.py"
ASKED = f"""
import json, runpy
runpy.run_path({str(CORRECTION)!r})
from ministack.services import stepfunctions
print(json.dumps([stepfunctions._evaluate_intrinsic("States.MathRandom(0, 2)", {{}}, {{}}) for _ in range(200)]))
"""


def test_a_number_is_drawn_below_the_end_of_its_range() -> None:
    try:
        installed()
    except Missing as missing:
        pytest.skip(f"NOT TESTED: {missing}")
    done = subprocess.run([PYTHON, "-c", ASKED], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)) == {0, 1}
