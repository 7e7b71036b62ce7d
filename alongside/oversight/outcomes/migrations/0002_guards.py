"""Write the room's guards and gates into the database."""

from __future__ import annotations

from django.db import migrations

from alongside.ground.foundation.guards import InstallGuards
from alongside.oversight.outcomes.gates import GATES
from alongside.oversight.outcomes.policies import GUARDS


class Migration(migrations.Migration):
    """Run again as a new migration whenever policies or gates change."""

    dependencies = [("access", "0002_guards"), ("outcomes", "0001_initial")]
    operations = [InstallGuards([*GUARDS, *GATES])]
