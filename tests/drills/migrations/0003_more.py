"""A column and a rule that is not looked at yet."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Additive: the code before it goes on."""

    dependencies = [("people", "0002_guards")]
    operations = [
        migrations.AddField("person", "called", models.CharField(max_length=60, default="", db_default="")),
        AddConstraintNotValid(
            "person", models.CheckConstraint(condition=~models.Q(called="nobody"), name="called_somebody")
        ),
    ]
