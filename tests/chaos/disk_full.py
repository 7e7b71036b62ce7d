"""The disk fills up under load: clear answers, nothing acknowledged lost, and work goes on once there is room again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.chaos.house import House, Load, main, say

SPARE = 48 * 1024 * 1024
HEALED_SECONDS = 60.0


def trial(house: House, short: bool) -> None:
    """Move the data folder to a small file system, fill it, free it. Needs root and the right to mount."""
    size = sum(path.stat().st_size for path in house.data_dir.rglob("*") if path.is_file()) + SPARE
    small = house.data_dir.parent / "small"
    small.mkdir(mode=0o711)
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=711", "tmpfs", str(small)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True, check=False).returncode != 0:
        say("SKIPPED: NO SMALL FILE SYSTEM CAN BE MADE HERE (needs root and the right to mount). R-56 IS NOT SHOWN.")
        return
    try:
        subprocess.run(["cp", "-a", f"{house.data_dir}/.", str(small / "data")], check=True)
        house.data_dir = small / "data"
        house.environment["DATA_DIR"] = str(house.data_dir)
        for _round in range(1 if short else 3):
            fill_and_free(house, small)
    finally:
        house.stop()
        subprocess.run(["umount", "-l", str(small)], check=False)


def fill_and_free(house: House, small: Path) -> None:
    """Fill what is left with a file, see what people are told, and take the file away again."""
    house.start()
    load = Load(house)
    with load.going():
        time.sleep(2)
        filler = small / "filler"
        with filler.open("wb", buffering=0) as out:
            try:
                while True:
                    out.write(b"\0" * 65536)
            except OSError as error:
                say(f"the disk is full ({error.strerror}), {shutil.disk_usage(small).free} bytes left")
        deadline = time.monotonic() + 45
        while load.statuses[503] < 5 and time.monotonic() < deadline:
            time.sleep(0.5)
        time.sleep(3)
        say(f"full: {dict(load.statuses)}")
        assert load.statuses[503] >= 5
        before = len(load.written)
        filler.unlink()
        freed = time.monotonic()
        while len(load.written) < before + 10:
            assert time.monotonic() - freed < HEALED_SECONDS, "writing did not go on"
            time.sleep(0.2)
        say(f"writing went on {time.monotonic() - freed:.1f} s after there was room")
    say(f"answers: {dict(load.statuses)}")
    assert set(load.statuses) <= {0, 200, 201, 503}
    assert not load.bare
    load.hold_to_it()
    house.stop()


if __name__ == "__main__":
    sys.exit(main(trial))
