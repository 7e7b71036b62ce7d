"""The application that the web server runs. It refuses to start where records would not be safe."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import psycopg
from django.core.wsgi import get_wsgi_application

from alongside.config.fitness import unfit_database, unfit_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")

application = get_wsgi_application()


def refuse_when_unfit() -> None:
    """Stop with one sentence for each fault. A database that does not answer yet is no fault: readiness tells it."""
    settings = sys.modules["alongside.config.settings"]
    faults = list(unfit_settings(vars(settings)))
    with suppress(psycopg.OperationalError):
        faults += unfit_database(os.environ.get("ALONGSIDE_APP_DATABASE_URL", ""))
    if faults:
        sys.exit("\n".join(["Alongside is not started.", *faults]))


refuse_when_unfit()
