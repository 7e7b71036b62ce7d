"""Write the room's guards and gates into the database."""

from __future__ import annotations

from django.db import migrations

from alongside.agency.access.gates import ASKING_GATES, READING_GATES, SCHEMA, VIEWS, WRITING_GATES
from alongside.agency.access.policies import ACCOUNT, GUARDS
from alongside.agency.organisation.policies import GUARDS as ORGANISATION_GUARDS
from alongside.ground.foundation.guards import InstallGuards


class Migration(migrations.Migration):
    """Run again as a new migration whenever policies or gates change."""

    dependencies = [("organisation", "0001_initial"), ("access", "0001_initial")]
    operations = [
        InstallGuards(
            [SCHEMA, *READING_GATES, VIEWS, *GUARDS, *ORGANISATION_GUARDS, *WRITING_GATES, *ASKING_GATES, ACCOUNT]
        )
    ]
