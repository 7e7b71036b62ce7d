"""Kinds of actor, circle, grant and session."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActorKind(TextChoices):
    """Whoever can act or read."""

    WORKER = "worker", _("Worker")
    PERSON = "person", _("Person")
    PARTNER = "partner", _("Partner")
    HOUSE = "house", _("The house itself")


class CircleKind(TextChoices):
    """How a circle of care may be found."""

    ORDINARY = "ordinary", _("Ordinary")
    VICTIM_SERVICE = "victim-service", _("Victim service")


class GrantScope(TextChoices):
    """What a grant opens: one circle, a team's rows, or an agency-wide power."""

    CIRCLE = "c", _("One case")
    TEAM = "t", _("A team")
    AGENCY = "o", _("The agency")


class GrantReason(TextChoices):
    """Why a grant stands."""

    ASSIGNED = "assigned", _("Carries the case")
    TEAM = "team", _("Works in the team")
    SUPERVISOR = "supervisor", _("Supervises the team")
    INTAKE = "intake", _("Takes requests in")
    IMPORT = "import", _("Brought the records in")
    EMERGENCY = "emergency", _("Emergency access")
    ROLE = "role", _("Role in the agency")


class SessionKind(TextChoices):
    """Through which kind of entrance a reader came."""

    DESK = "desk", _("Desk")
    TOKEN = "token", _("API token")
    LINK = "link", _("Partner link")
    DEVICE = "device", _("Device")
    JOB = "job", _("Job")
    COMMAND = "command", _("Command")


ACTS = {
    "access page": _("Who can see a case"),
    "agree plan": _("Agreeing a plan"),
    "assessment": _("Assessment"),
    "assessment page": _("Assessment"),
    "case list": _("List of cases"),
    "case page": _("Page of a case"),
    "case people": _("People of a case"),
    "case stages": _("Stages of a case"),
    "case workers": _("Who carries a case"),
    "closing": _("Closing a case"),
    "closing page": _("Closing of a case"),
    "closing summary": _("Closing summary"),
    "contact form": _("Form of a contact"),
    "contact page": _("Contact"),
    "goal page": _("Goal"),
    "intake page": _("Intake"),
    "intakes list": _("List of intakes"),
    "line page": _("Line of a plan"),
    "masked case": _("That a case is there"),
    "my day": _("My day"),
    "near matches": _("Who is nearly the same"),
    "new goal": _("Form of a new goal"),
    "new line": _("Form of a new line"),
    "notes to sign": _("Notes to sign"),
    "people of a case": _("People of a case"),
    "person card": _("Card of a person"),
    "person page": _("Page of a person"),
    "plan": _("Plan"),
    "plan answer": _("Answer to a plan"),
    "plan on paper": _("Plan on paper"),
    "plan page": _("Plan"),
    "plan version page": _("Version of a plan"),
    "reading log": _("Reading log"),
    "record contact": _("Recording a contact"),
    "reopen page": _("Opening a case again"),
    "review page": _("Review"),
    "search": _("Search"),
    "statement page": _("Statement"),
    "timeline": _("Timeline"),
    "unassigned cases": _("Cases that nobody carries"),
}
"""What was read, as the reading log names it, in the words of the page that shows the log."""
RESULTS = {"masked": _("masked")}
"""What a reading showed when it did not show everything."""


def act_words(act: str) -> str:
    """The words for what was read; a name that is not known (another installation's) stands for itself."""
    return str(ACTS.get(act, act))
