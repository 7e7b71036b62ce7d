"""Build the template database: python -m tests.database.build ADMIN_URL."""

from __future__ import annotations

import os
import sys

os.environ["ALONGSIDE_TESTING"] = "1"

from tests.database.plugin import DATA

os.environ["DATA_DIR"] = str(DATA)

from alongside.config.bootstrap import prepare_database

prepare_database(sys.argv[1], DATA)

from tests.factories.cast import prepare_cast  # noqa: E402 - models exist only after prepare_database

prepare_cast()
