"""Drop or loosen each clause of the access model in turn and see whether the tests notice (R-15).

    python -m tests.mutation reach           asks once which test meets which clause true or false; the others need it
    python -m tests.mutation reach PATH ...  asks the tests there once more
    python -m tests.mutation                 everything (hours)
    python -m tests.mutation policies        the policies and the triggers of tables, against the model of rows
    python -m tests.mutation gates WORD ...  the functions whose name is one of the words, or all
    python -m tests.mutation drawn 300       300 mutants of functions, drawn with the same dice each time

Functions meet plain Python in the dense world first (``asked``, ``told``), then the quick tests that call them. Prints
each mutant that nothing caught and that is not known to change nothing, and ends with 1 when there is one; writes what
was found of each function to ``bench/results/functions.md``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.database import plugin

os.environ["ALONGSIDE_TESTING"] = "1"
ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str]) -> int:
    """Run the kinds of mutants that are asked for; the code of the shell."""
    plugin.pytest_load_initial_conftests(None)  # type: ignore[arg-type]
    try:
        from tests.mutation import meeting  # models exist only now

        wanted, *words = arguments or [""]
        return meeting.asked(ROOT, words) if wanted == "reach" else meeting.run(ROOT, wanted, words)
    finally:
        plugin.READY = False
        plugin.pytest_unconfigure(None)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
