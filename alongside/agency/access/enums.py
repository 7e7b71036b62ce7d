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
    SEALED = "sealed", _("Opened by two people")
    GATHER = "gather", _("Gathers what a person asked for")
    REQUEST = "request", _("Prepares a copy for the person")


class ShareGround(TextChoices):
    """Why one thing of the record is open to somebody outside the circle of care."""

    CONSENT = "consent", _("Consent")
    AUTHORITY = "authority", _("Parent or guardian by law")
    ORDER = "order", _("Court order")
    LAW = "law", _("Duty by law")


class SessionKind(TextChoices):
    """Through which kind of entrance a reader came."""

    DESK = "desk", _("Desk")
    TOKEN = "token", _("API token")
    LINK = "link", _("Partner link")
    DEVICE = "device", _("Device")
    JOB = "job", _("Job")
    COMMAND = "command", _("Command")


ACTS = {
    "bond form": _("How two people stand to each other"),
    "drawing copy": _("Drawing, taken out"),
    "drawing together": _("Drawing with the family"),
    "ecomap form": _("What stands around a family"),
    "family": _("Family"),
    "family page": _("Family page"),
    "family print": _("Family, printed"),
    "health form": _("What is noted of health"),
    "households": _("Households"),
    "life, places and orders": _("Life, places and orders"),
    "access letter": _("Letter about who looked"),
    "access report": _("Who saw a person’s record"),
    "access page": _("Who can see a case"),
    "agree plan": _("Agreeing a plan"),
    "appointment": _("Appointment"),
    "assessment by a program": _("Assessment, by a program"),
    "assessment page": _("Assessment"),
    "assessment": _("Assessment"),
    "calendar feed": _("Calendar"),
    "case list": _("List of cases"),
    "case page": _("Page of a case"),
    "case people": _("People of a case"),
    "case stages": _("Stages of a case"),
    "case taken out": _("A whole case, taken out"),
    "care team": _("Care team of a case"),
    "case workers": _("Who carries a case"),
    "case": _("Case"),
    "certificate of a disposal": _("Certificate of a disposal"),
    "choice form": _("Form of a choice"),
    "choice page": _("A choice"),
    "choices page": _("Choices and limits"),
    "closing page": _("Closing of a case"),
    "closing summary": _("Closing summary"),
    "closing": _("Closing a case"),
    "comparison of two people": _("Comparison of two people"),
    "consent form": _("Form of a consent"),
    "consent page": _("Consent"),
    "consent": _("Consent"),
    "consents list": _("List of consents"),
    "consents of a person": _("Consents of a person"),
    "consents page": _("Consents of a case"),
    "contact by a program": _("Contact, by a program"),
    "contact form": _("Form of a contact"),
    "contact page": _("Contact"),
    "contact": _("Contact"),
    "dynamics form": _("Form of how a family works"),
    "dynamics page": _("How a family works"),
    "disclosure": _("What left, and to whom"),
    "disposals": _("Disposals"),
    "due for disposal": _("What is due for disposal"),
    "family grid": _("The family side by side"),
    "carers page": _("What carers may see"),
    "detail of an experience": _("What was told of something terrible"),
    "experiences page": _("What was hard to live through"),
    "family item": _("Who of a family may see something"),
    "my tasks": _("Tasks of a volunteer"),
    "tie page": _("A worker and somebody in a record who may know each other"),
    "family copy": _("What one of a family may be given"),
    "somebody else let out": _("Told of another child, for a reason"),
    "sides page": _("Who stands against whom"),
    "file": _("File, taken out"),
    "file page": _("File"),
    "file thumbnail": _("Small picture of a file"),
    "files": _("Files of a case"),
    "goal by a program": _("Goal, by a program"),
    "goal page": _("Goal"),
    "goal": _("Goal"),
    "hidden address let out": _("A hidden address, let out on purpose"),
    "legal holds": _("Legal holds"),
    "unsafe way booked": _("A way of meeting that was not called safe, booked on purpose"),
    "household": _("Household"),
    "intake page": _("Intake"),
    "intake": _("Intake"),
    "integrity of the log": _("Whether the log is whole"),
    "intakes list": _("List of intakes"),
    "limit form": _("Form of a limit on choice"),
    "limit page": _("A limit on choice"),
    "line of a plan by a program": _("Line of a plan, by a program"),
    "line page": _("Line of a plan"),
    "list taken out": _("A list, taken out"),
    "masked case": _("That a case is there"),
    "merge of two people": _("Making two people one"),
    "merge undone": _("Making one person two again"),
    "merge": _("Making two people one"),
    "my day": _("My day"),
    "near matches": _("Who is nearly the same"),
    "new goal": _("Form of a new goal"),
    "new line": _("Form of a new line"),
    "note by a program": _("Note, by a program"),
    "note": _("Note"),
    "notes to sign": _("Notes to sign"),
    "paper": _("Paper of a case"),
    "participant list": _("List of participants"),
    "participant": _("Participant"),
    "people alike": _("People alike"),
    "people of a case": _("People of a case"),
    "people said to be two": _("People said to be two"),
    "person card": _("Card of a person"),
    "person page": _("Page of a person"),
    "person": _("Person"),
    "plan answer": _("Answer to a plan"),
    "plan by a program": _("Plan, by a program"),
    "plan on paper": _("Plan on paper"),
    "plan page": _("Plan"),
    "plan version page": _("Version of a plan"),
    "plan": _("Plan"),
    "reading log": _("Reading log"),
    "refused": _("Something that is not open to them"),
    "sign in": _("Signing in"),
    "sign in, first step": _("Signing in, first step"),
    "record contact": _("Recording a contact"),
    "relationship list": _("List of relationships"),
    "relationship": _("Relationship"),
    "reopen page": _("Opening a case again"),
    "review page": _("Review"),
    "rows that look like somebody": _("Rows that look like somebody"),
    "sealed records": _("Sealed records"),
    "as it was": _("As it was on a day"),
    "person access": _("Who can see a person"),
    "what somebody would see": _("What somebody would see"),
    "search": _("Search"),
    "shared lines": _("Lines of the plan that are shared with them"),
    "statement by a program": _("Statement, by a program"),
    "statement page": _("Statement"),
    "statement": _("Statement"),
    "step": _("Line of a plan"),
    "timeline": _("Timeline"),
    "unusual accesses": _("Unusual accesses"),
    "unassigned cases": _("Cases that nobody carries"),
    "requests list": _("Requests for records"),
    "totals": _("Totals"),
    "request page": _("Request for a record"),
    "requested passage": _("Passage of a copy that is prepared"),
    "requested file": _("File of a copy that is prepared"),
    "record gathered": _("A record, gathered for the person"),
    "copy page": _("Copy for the person"),
    "copy made": _("Copy for the person, on paper"),
    "redactions": _("What was held back in a copy"),
    "breaches list": _("Breach register"),
    "breach page": _("Entry of the breach register"),
    "privacy desk": _("Privacy desk"),
    "correction": _("What a person says is wrong"),
    "what left page": _("What left, and to whom"),
}
"""What was read, as the reading log names it, in the words of the page that shows the log."""
RESULTS = {"masked": _("masked"), "refused": _("refused")}
"""What a reading showed when it did not show everything."""


def act_words(act: str) -> str:
    """The words for what was read; a name that is not known (another installation's) stands for itself."""
    return str(ACTS.get(act, act))
