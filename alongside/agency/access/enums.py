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
    "appointment": _("Appointment"),
    "assessment": _("Assessment"),
    "assessment by a program": _("Assessment, by a program"),
    "assessment page": _("Assessment"),
    "calendar feed": _("Calendar"),
    "case": _("Case"),
    "case list": _("List of cases"),
    "case page": _("Page of a case"),
    "case people": _("People of a case"),
    "case stages": _("Stages of a case"),
    "case taken out": _("A whole case, taken out"),
    "case workers": _("Who carries a case"),
    "closing": _("Closing a case"),
    "closing page": _("Closing of a case"),
    "closing summary": _("Closing summary"),
    "comparison of two people": _("Comparison of two people"),
    "contact": _("Contact"),
    "contact by a program": _("Contact, by a program"),
    "contact form": _("Form of a contact"),
    "contact page": _("Contact"),
    "goal": _("Goal"),
    "goal by a program": _("Goal, by a program"),
    "goal page": _("Goal"),
    "household": _("Household"),
    "intake": _("Intake"),
    "intake page": _("Intake"),
    "intakes list": _("List of intakes"),
    "line of a plan by a program": _("Line of a plan, by a program"),
    "line page": _("Line of a plan"),
    "list taken out": _("A list, taken out"),
    "masked case": _("That a case is there"),
    "merge": _("Making two people one"),
    "merge of two people": _("Making two people one"),
    "merge undone": _("Making one person two again"),
    "my day": _("My day"),
    "near matches": _("Who is nearly the same"),
    "new goal": _("Form of a new goal"),
    "new line": _("Form of a new line"),
    "note": _("Note"),
    "note by a program": _("Note, by a program"),
    "notes to sign": _("Notes to sign"),
    "participant": _("Participant"),
    "participant list": _("List of participants"),
    "people alike": _("People alike"),
    "people of a case": _("People of a case"),
    "people said to be two": _("People said to be two"),
    "person": _("Person"),
    "person card": _("Card of a person"),
    "person page": _("Page of a person"),
    "plan": _("Plan"),
    "plan answer": _("Answer to a plan"),
    "plan by a program": _("Plan, by a program"),
    "plan on paper": _("Plan on paper"),
    "plan page": _("Plan"),
    "plan version page": _("Version of a plan"),
    "reading log": _("Reading log"),
    "record contact": _("Recording a contact"),
    "relationship": _("Relationship"),
    "relationship list": _("List of relationships"),
    "reopen page": _("Opening a case again"),
    "review page": _("Review"),
    "rows that look like somebody": _("Rows that look like somebody"),
    "search": _("Search"),
    "statement": _("Statement"),
    "statement by a program": _("Statement, by a program"),
    "statement page": _("Statement"),
    "step": _("Line of a plan"),
    "timeline": _("Timeline"),
    "unassigned cases": _("Cases that nobody carries"),
}
"""What was read, as the reading log names it, in the words of the page that shows the log."""
RESULTS = {"masked": _("masked")}
"""What a reading showed when it did not show everything."""


def act_words(act: str) -> str:
    """The words for what was read; a name that is not known (another installation's) stands for itself."""
    return str(ACTS.get(act, act))
