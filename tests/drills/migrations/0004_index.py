"""Its index, made while people write."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    """Outside a transaction."""

    atomic = False
    dependencies = [("people", "0003_more")]
    operations = [
        AddIndexConcurrently("person", models.Index(fields=["called"], name="person_called")),
        ValidateConstraint("person", "called_somebody"),
    ]
