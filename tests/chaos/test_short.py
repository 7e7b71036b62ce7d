"""Every trial in its short form, as each submission runs it; the long form is the script itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.house import PREPARED, folder, prepare

HERE = Path(__file__).parent
TRIALS = sorted(
    path.stem for path in HERE.glob("*.py") if "sys.exit(main(trial))" in path.read_text() and path.stem != "test_short"
)
pytestmark = [pytest.mark.long, pytest.mark.committed]


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    """A demonstration that every trial begins with a copy of."""
    with folder() as place:
        prepare(place / "demonstration")
        yield place / "demonstration"


def test_every_trial_is_known() -> None:
    wanted = {"clock_skew", "database_restart", "disk_full", "kill_minus_nine", "killed_between", "lost_update"}
    assert set(TRIALS) == wanted | {"same_key"}


@pytest.mark.parametrize("name", TRIALS)
def test_it_holds(name: str, prepared: Path) -> None:
    command = [sys.executable, "-m", f"tests.chaos.{name}", "--short"]
    around = os.environ | {PREPARED: str(prepared)}
    done = subprocess.run(command, env=around, cwd=HERE.parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    assert done.stdout.splitlines()[-1] == "Held."
