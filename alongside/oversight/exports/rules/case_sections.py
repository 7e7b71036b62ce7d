"""What a whole case consists of: a section for each kind of row, in the order of the work, and what is left out.

Every kind of row that belongs to a case or to a person stands here, in a section or among those left out; a test fails
when a new one is in neither (``strangers``). Columns leave by themselves, except those of ``OMITTED``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _

from alongside.agency.access.models import Circle, CircleRow
from alongside.ground.foundation.reader import (
    ORDINARY,
    PSYCHOTHERAPY,
    RESTRICTED,
    SAFE_LOCATION,
    SEALED,
    SUBSTANCE_USE,
)
from alongside.practice.assessments.models import (
    AdverseExperience,
    Assessment,
    CauseLink,
    DetailOpened,
    DomainLook,
    ExperienceDetail,
    Fact,
    Statement,
)
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.choices.models import Choice, Limit, LimitReview
from alongside.practice.consents.models import Consent, ConsentFile, ConsentSignature, DisclosedItem, Disclosure
from alongside.practice.contacts.models import (
    Amendment,
    Appointment,
    AppointmentPerson,
    Contact,
    ContactFile,
    ContactGoal,
    ContactPart,
    ContactPerson,
    ContactRemoval,
    CoSignature,
    Note,
)
from alongside.practice.corrections.models import Correction
from alongside.practice.documents.models import Attachment, Document
from alongside.practice.dynamics.models import CarerSight, DynamicsEnd, DynamicsEntry, KeptTo
from alongside.practice.plans.models import Agreement, Goal, GoalSource, Plan, Progress, Review, Step, StepUpdate
from alongside.record.cases.models import AdverseInterest, AfterCare, Assignment, Case, Closing, Participant, StageEvent
from alongside.record.intakes.models import Escalation, Intake, Screening
from alongside.record.people.models import (
    Bond,
    ContactPoint,
    DrawingWish,
    HealthMark,
    Household,
    HouseholdMember,
    LegalOrder,
    LegalOrderPerson,
    LifeEvent,
    LifeEventPerson,
    Person,
    PersonName,
    Placement,
    PlacementCarer,
    Relationship,
    System,
    Tie,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FORMAT = "alongside-case"
VERSION = 1
ACCESS = "access"
"""The one section that is not a table: who could see the case when it was taken out, in words."""


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of row: its name in the file, its title, its table, and the way from a row to its case.

    ``path`` is a lookup that ends at the case; empty for rows that belong to the circle of care around it.
    """

    name: str
    title: StrOrPromise
    model: type[Model]
    path: str = ""


SECTIONS = (
    Section("case", _("The case"), Case, "id"),
    Section("intakes", _("Requests"), Intake),
    Section("screenings", _("Decisions on requests"), Screening, "intake"),
    Section("escalations", _("Who was told of urgent requests"), Escalation, "intake"),
    Section("people", _("People"), Person, "people"),
    Section("names", _("Names"), PersonName, "people"),
    Section("participants", _("Who takes part"), Participant, "case"),
    Section("contact_points", _("Ways to reach them"), ContactPoint),
    Section("households", _("Households"), Household),
    Section("household_members", _("Who lives where"), HouseholdMember),
    Section("relationships", _("Relationships"), Relationship),
    Section("placements", _("Where they were placed"), Placement),
    Section("placement_carers", _("Who cared for them there"), PlacementCarer),
    Section("legal_orders", _("Orders of courts and authorities"), LegalOrder),
    Section("legal_order_people", _("Whom orders name"), LegalOrderPerson),
    Section("life_events", _("Life events"), LifeEvent),
    Section("life_event_people", _("To whom they happened"), LifeEventPerson),
    Section("bonds", _("How people stand to each other, as somebody sees it"), Bond),
    Section("health_marks", _("What is noted of health"), HealthMark),
    Section("systems", _("What stands around them"), System),
    Section("ties", _("How they stand to what is around them"), Tie),
    Section("drawing_wishes", _("Wishes for drawings"), DrawingWish),
    Section("adverse_interests", _("Who stands against whom"), AdverseInterest, "case"),
    Section("assignments", _("Who carried the case"), Assignment, "case"),
    Section("stage_events", _("The way of the case"), StageEvent, "case"),
    Section("assessments", _("Assessments"), Assessment, "case"),
    Section("statements", _("Strengths, needs and hopes"), Statement, "case"),
    Section("cause_links", _("What may lie under what"), CauseLink, "need__case"),
    Section("domain_looks", _("Areas of life looked at"), DomainLook, "case"),
    Section("dynamics", _("How the family works"), DynamicsEntry, "case"),
    Section("dynamics_ends", _("What of it is no longer so"), DynamicsEnd, "entry__case"),
    Section("kept_to", _("What is for some of the family only"), KeptTo, "case"),
    Section("carer_sights", _("What carers may see"), CarerSight, "case"),
    Section("experiences", _("What was hard to live through"), AdverseExperience, "case"),
    Section("experience_details", _("What was told of it"), ExperienceDetail, "experience__case"),
    Section("details_opened", _("Who opened what was told"), DetailOpened, "detail__experience__case"),
    Section("facts", _("Facts"), Fact, "case"),
    Section("plans", _("Plans"), Plan, "case"),
    Section("goals", _("Goals"), Goal, "case"),
    Section("goal_sources", _("What goals grow from"), GoalSource, "goal__case"),
    Section("progress", _("Progress"), Progress, "goal__case"),
    Section("lines", _("Lines of the plan"), Step, "case"),
    Section("agreements", _("Answers to the plan"), Agreement, "plan__case"),
    Section("reviews", _("Reviews"), Review, "case"),
    Section("appointments", _("Appointments"), Appointment, "case"),
    Section("appointment_people", _("Who was asked to come"), AppointmentPerson, "appointment__case"),
    Section("contacts", _("Contacts"), Contact, "case"),
    Section("contact_people", _("Who was there"), ContactPerson, "contact__case"),
    Section("contact_parts", _("What is for one person's file alone"), ContactPart, "contact__case"),
    Section("contact_removals", _("What was taken out of a file"), ContactRemoval, "contact__case"),
    Section("choices", _("What was chosen"), Choice, "case"),
    Section("limits", _("Limits on choice"), Limit, "case"),
    Section("limit_reviews", _("Looks at limits"), LimitReview, "limit__case"),
    Section("contact_goals", _("Goals that contacts were about"), ContactGoal, "contact__case"),
    Section("contact_files", _("Files of contacts"), ContactFile, "contact__case"),
    Section("notes", _("Notes"), Note, "case"),
    Section("co_signatures", _("Who signed notes as well"), CoSignature, "note__case"),
    Section("amendments", _("Amendments"), Amendment, "note__case"),
    Section("corrections", _("What people say is wrong, and how they see it"), Correction, "case"),
    Section("closings", _("Closings"), Closing, "case"),
    Section("after_care", _("After-care"), AfterCare, "case"),
    Section("documents", _("Documents"), Document, "case"),
    Section("attachments", _("Files"), Attachment, "case"),
    Section("consents", _("Consents"), Consent, "case"),
    Section("consent_signatures", _("Who signed consents"), ConsentSignature, "consent__case"),
    Section("consent_files", _("Signed papers and drawn signatures"), ConsentFile, "consent__case"),
    Section("care_team", _("Professionals of other agencies"), CareTeamMember, "case"),
    Section("step_updates", _("What they told of their lines"), StepUpdate, "step__case"),
    Section("disclosures", _("What left, and to whom"), Disclosure, "case"),
    Section("disclosed_items", _("What left, word for word"), DisclosedItem, "disclosure__case"),
)
NAMES = (*(section.name for section in SECTIONS), ACCESS)

LEFT_OUT: Mapping[str, StrOrPromise] = {
    "access.CircleSubject": _("By which the database knows whom a case concerns; they stand among the people."),
    "access.Grant": _("Who may see the case stands in words in the section access."),
    "access.Exclusion": _("Who may not see a case for a conflict of interest is between the agency and that worker."),
    "access.Share": _("What somebody outside reads ends with the consent that it rests on; the consents stand here."),
    "consents.ConsentShare": _("What somebody outside reads on a consent; the consents stand here."),
    "careteams.PartnerLink": _("Ways in for professionals of other agencies; they open nothing elsewhere."),
    "keys.CircleKey": _("Keys of this installation; what they encrypted leaves in clear."),
    "exports.CasePaper": _("Copies of this case on paper; each belongs to whoever asked for it."),
    "exports.DrawingPaper": _("Copies of drawings of this case; each belongs to whoever asked for it."),
    "people.PersonKey": _("Search keys, made again from the names."),
    "people.NotSamePerson": _("Looks for people who are in the record twice, no part of a case."),
    "people.LikelyPair": _("Looks for people who are in the record twice, no part of a case."),
    "people.Merge": _("How two entries of a person became one; what came of it stands among the people."),
    "people.MergedRow": _("How two entries of a person became one; what came of it stands among the people."),
    "people.SealAct": _("How a person was sealed or opened is between the agency and those who decided it."),
    "people.WorkerPerson": _("That a worker is herself in the record is between the agency and that worker."),
    "disposals.Hold": _("Why nothing of a record may be deleted stays with the privacy officer."),
    "requests.RecordRequest": _("Requests for the record are between the person and the privacy officer."),
    "requests.RequestedPassage": _("What was gathered for a request; it is the same record once more."),
    "requests.RequestPaper": _("Copies that were made for a request; what left stands among the disclosures."),
    "breaches.BreachPerson": _("The breach register stays with the privacy officer."),
    "audit.Look": _("What a privacy officer found about an access stays with the privacy officer."),
}
"""Kinds of row that have to do with people or cases and leave with no case, each with the reason."""

ALSO_LEFT_OUT: tuple[tuple[StrOrPromise, StrOrPromise], ...] = (
    (
        _("Notes of counselling and of substance use treatment, if there are any"),
        _("They leave with no copy of a case, whoever takes it: only on a consent that names them."),
    ),
    (
        _("Notes of students and volunteers that nobody else has signed yet"),
        _("They stand, and leave, when a qualified worker has signed them too."),
    ),
    (_("Earlier versions of rows"), _("The history stays with the agency; the privacy officer can show it.")),
    (_("Who read the case"), _("The reading log stays with the agency; the privacy officer can show it.")),
    (_("Other cases of the same people"), _("Each case leaves by itself, with the rights to that case.")),
    (_("What is typed and not saved"), _("Drafts belong to their writer alone.")),
    (_("Supervision and workers' own reflections"), _("They are never part of a case.")),
)

OF_OTHERS = _("What is about others of the family, or was not opened to the person whom this copy is for")
FOR_ONE = _("This copy is for one of the family: their own, and what was opened to them.")

LEVELS: Mapping[int, StrOrPromise] = {
    ORDINARY: _("Ordinary entries"),
    RESTRICTED: _("Restricted entries"),
    SUBSTANCE_USE: _("Notes of substance use treatment"),
    PSYCHOTHERAPY: _("Notes of counselling"),
    SAFE_LOCATION: _("Addresses kept hidden"),
    SEALED: _("Sealed entries"),
}

STAYING = (SUBSTANCE_USE, PSYCHOTHERAPY)
"""Levels whose rows leave with no copy of a case, whoever takes it: each such note leaves on a consent of its own."""

MADE_AGAIN = _("made again from what stands beside it")
INSIDE = _("a number inside this installation")
OMITTED: Mapping[str, StrOrPromise] = {
    "id": INSIDE,
    "circle": INSIDE,
    "acl_key": INSIDE,
    "sort_key": MADE_AGAIN,
    "phone_key": MADE_AGAIN,
    "compared_version": INSIDE,
    "merged_into": INSIDE,
    "occasion": INSIDE,
}
"""Columns that leave with no row, by name."""


def fields_of(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns of ``model`` that leave, in their order."""
    return [one for one in model._meta.concrete_fields if one.name not in OMITTED and one.name != "public_id"]


def pointers_of(model: type[Model]) -> list[Field[Any, Any]]:
    """Those that point at something."""
    return [one for one in fields_of(model) if one.is_relation]


def strangers() -> list[str]:
    """Models that belong to a case or to a person and stand neither in a section nor among those left out."""
    known = {section.model._meta.label for section in SECTIONS} | set(LEFT_OUT)
    return sorted(
        model._meta.label
        for model in apps.get_models()
        if model is not Circle and belongs(model) and model._meta.label not in known
    )


def belongs(model: type[Model]) -> bool:
    """Whether rows of ``model`` have to do with a case or a person: by circle, by a pointer, or being one."""
    if issubclass(model, CircleRow) or model is Person:
        return True
    targets = {one.related_model for one in model._meta.get_fields() if one.concrete and one.is_relation}
    return any(isinstance(one, type) and one in (Person, Circle, Case) for one in targets) or bool(
        {one for one in targets if isinstance(one, type) and issubclass(one, CircleRow)}
    )
