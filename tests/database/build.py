"""Build a template database: python -m tests.database.build ADMIN_URL KIND.

The kind "template" holds the cast in an empty agency, "stories" the demonstration with everything told in it.
"""

from __future__ import annotations

import os
import sys

os.environ["ALONGSIDE_TESTING"] = "1"

from tests.database.plugin import DATA

os.environ["DATA_DIR"] = str(DATA)

from alongside.config.bootstrap import prepare_database

prepare_database(sys.argv[1], DATA)

from alongside.oversight.demonstration.loading import load_demonstration  # noqa: E402 - models exist only now
from tests.factories.cast import prepare_cast  # noqa: E402

if sys.argv[2] == "stories":
    load_demonstration()
else:
    prepare_cast()
