"""What becomes of a row of an outside file, and how far a spreadsheet has come."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What became of one row."""

    CREATED = "created", _("Created")
    UPDATED = "updated", _("Updated")
    UNCHANGED = "unchanged", _("Unchanged")
    REFUSED = "refused", _("Refused")


class RunState(TextChoices):
    """How far an import has come."""

    UPLOADED = "uploaded", _("Say what the columns are")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, nothing brought in yet")
    BRINGING = "bringing", _("Being brought in")
    STOPPED = "stopped", _("Stopped")
    DONE = "done", _("Brought in")
    BROKEN = "broken", _("Could not be read")


class SheetKind(TextChoices):
    """What the rows of a sheet are about, in the order in which they are brought in."""

    PEOPLE = "people", _("People")
    RELATIONSHIPS = "relationships", _("Relationships")
    CONTACTS = "contacts", _("Contacts")


class RowDecision(TextChoices):
    """What somebody said of a row that looks like a person in the record."""

    NONE = "", _("Not decided")
    SAME = "same", _("The same person")
    NEW = "new", _("A different person")
    LEAVE = "leave", _("Leave this row out")


class DateOrder(TextChoices):
    """In which order the numbers of a date stand."""

    NONE = "", _("Only dates such as 2021-04-03")
    DMY = "dmy", _("Day, month, year")
    MDY = "mdy", _("Month, day, year")
    YMD = "ymd", _("Year, month, day")
