"""The clocks of web server and database are five minutes apart: said aloud, and the database's time decides."""

from __future__ import annotations

import shutil
import subprocess
import sys

from tests.chaos.house import ALONGSIDE, House, Load, main, say


def trial(house: House, short: bool) -> None:
    """Run the web server under a clock that goes wrong, both ways, while the database keeps its own."""
    wrong = shutil.which("faketime")
    if wrong is None:
        say("SKIPPED: THE PROGRAM faketime IS NOT HERE, SO NO CLOCK CAN GO WRONG. R-60 IS NOT SHOWN.")
        return
    house.start()
    token = house.token("worker")
    load = Load(house, writers=1, readers=0)
    for skew in ("+5m", "-5m"):
        told = subprocess.run(
            [wrong, "-m", "-f", skew, *ALONGSIDE, "check"],
            env=house.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 1, told.stdout
        assert "300 s apart" in told.stdout or "299 s apart" in told.stdout, told.stdout
        say(f"{skew}: alongside check says so")
    assert house.call(token, "GET", f"/cases/{load.case}")[0] == 200


if __name__ == "__main__":
    sys.exit(main(trial))
