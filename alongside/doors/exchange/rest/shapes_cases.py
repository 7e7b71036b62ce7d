"""What the API says of a case, and what it takes."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from alongside.doors.exchange.paging import Sought
from alongside.doors.exchange.shapes import Day, Given, Line, Resource, Shown, Text300, Words
from alongside.oversight.overviews.closing_page import ClosingPage
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import AssignmentRole, CaseState, ClosingReason, Milestone, ParticipantRole, Stage
from alongside.record.cases.queries import CaseHead


class CasesSought(Sought):
    """Filters of cases."""

    state: Literal["open", "after_care", "closed", "any"] = Field("any", description="Only cases in this state.")
    programme: Line = Field("", description="The code of a programme.")
    person: UUID | None = Field(None, description="Only cases in which this person takes part.")


class CaseLine(Shown):
    """A case in a list."""

    id: UUID
    number: str
    title: str
    family: bool
    programme: str
    stage: Stage
    state: CaseState
    opened_on: date
    closed_on: date | None
    worker: str = Field(description="Who carries it, by name; empty when nobody does.")

    @classmethod
    def of(cls, line: cases.CaseLine) -> CaseLine:
        """From what the record says."""
        own = {name: getattr(line, name) for name in cls.model_fields if name != "id"}
        return cls(id=line.public_id, **own)


class PartShown(Shown):
    """Somebody's part in the case."""

    id: UUID
    person: UUID
    name: str
    role: ParticipantRole
    focus: bool
    from_on: date
    until_on: date | None


class CarrierShown(Shown):
    """Who carries the case just now."""

    worker: UUID
    name: str
    role: AssignmentRole
    from_on: date
    until_on: date | None


class DueShown(Shown):
    """A deadline of the protocol."""

    words: str
    due_on: date
    overdue: bool
    basis: str = Field(description="The law, funder or practice that it serves.")


class CaseShown(Resource):
    """A case: where it stands and why, who takes part, who carries it."""

    number: str
    title: str
    family: bool
    programme: str
    team: str
    state: CaseState
    stage: Stage
    reason: str = Field(description="Why it stands at this stage.")
    missing: list[str] = Field(description="What the present stage still needs.")
    due: list[DueShown]
    episode: int
    opened_on: date
    closed_on: date | None
    last_contact_at: AwareDatetime | None
    people: list[PartShown]
    carriers: list[CarrierShown]

    @classmethod
    def of(cls, head: CaseHead) -> CaseShown:
        """From what the record says."""
        spine = head.spine
        own = {
            name: getattr(head, name)
            for name in ("version", "number", "title", "family", "programme", "team", "state", "stage", "episode")
        }
        return cls(
            id=head.public_id,
            **own,
            reason=spine.reason,
            missing=[one.words for one in spine.missing],
            due=[
                DueShown(words=one.words, due_on=one.due_on, overdue=one.overdue, basis=one.basis)
                for one in spine.due
                if one.done_on is None
            ],
            opened_on=head.opened_on,
            closed_on=head.closed_on,
            last_contact_at=head.last_contact_at,
            people=[
                PartShown(
                    id=one.part,
                    person=one.person,
                    name=one.name,
                    role=ParticipantRole(one.role),
                    focus=one.focus,
                    from_on=one.from_on,
                    until_on=one.until_on,
                )
                for one in head.people
            ],
            carriers=[CarrierShown.model_validate(one, from_attributes=True) for one in head.carriers],
        )


class AfterCareShown(Shown):
    """One line of after-care."""

    number: int = Field(description="Names the line when its outcome is said.")
    what: str
    who: str
    due_on: date
    done_on: date | None
    outcome: str


class RequirementShown(Shown):
    """Something that is to be settled before the case closes, or handed over."""

    key: str
    words: str
    settled: bool
    handed_to: str


class ClosingShown(Resource):
    """How the case ends: what is settled, what is written, after-care. ``id`` is the case's."""

    state: CaseState
    readiness: list[RequirementShown]
    reasons: list[ClosingReason]
    reason_words: str
    planned: bool
    agreed_with: str
    person_view: str
    recommendations: str
    destination: str
    summary: str
    signed: bool
    after_care: list[AfterCareShown]

    @classmethod
    def of(cls, page: ClosingPage) -> ClosingShown:
        """From what the record says."""
        written = page.closing
        own = {
            name: getattr(written, name)
            for name in (
                *("version", "reason_words", "planned", "agreed_with", "person_view", "recommendations"),
                *("destination", "summary", "signed"),
            )
        }
        return cls(
            id=page.head.public_id,
            state=CaseState(page.head.state),
            reasons=[ClosingReason(one) for one in written.reasons],
            readiness=[
                RequirementShown(key=one.key, words=str(one.words), settled=one.settled, handed_to=one.handed_to)
                for one in page.readiness
            ],
            after_care=[
                AfterCareShown(
                    number=one.id,
                    what=one.what,
                    who=one.who,
                    due_on=one.due_on,
                    done_on=one.done_on,
                    outcome=one.outcome,
                )
                for one in page.after_care
            ],
            **own,
        )


class PartGiven(Given):
    """Somebody who takes part from the first day: in the record already, or new by name."""

    person: UUID | None = None
    full_name: Line = ""
    searched: Line = Field("", description="For somebody new: the receipt that near matches were shown.")
    born_on: Day | None = None
    role: ParticipantRole = ParticipantRole.PERSON
    focus: bool = False


class NewCase(Given):
    """A case that is opened directly, without a request before it."""

    programme: Line = Field(description="The code of the programme.", examples=["family"])
    people: list[PartGiven] = Field(min_length=1, max_length=50)
    worker: UUID = Field(description="Who carries it; GET /me lists your colleagues.")
    title: Line = ""
    family: bool | None = None
    why: Line = ""


class Reaching(Given):
    """A step of the case that was reached."""

    milestone: Milestone
    on: Day | None = None
    why: Words = ""


class Moving(Given):
    """The case moves to a stage, on or back."""

    to: Stage
    why: Words


class Assigning(Given):
    """A worker carries the case as well."""

    worker: UUID
    role: AssignmentRole = AssignmentRole.CO_WORKER
    from_on: Day | None = None
    until_on: Day | None = None


class HandOver(Given):
    """The case goes to another worker."""

    to_worker: UUID
    note: Words
    on: Day | None = None


class ClosingGiven(Given):
    """How the case ends. Sign it, then close."""

    reasons: list[ClosingReason] = Field(max_length=9)
    reason_words: Words = ""
    planned: bool = True
    agreed_with: Line = ""
    person_view: Words = Field("", description="What the person says of the work, in her own words.")
    person_view_by: UUID | None = None
    recommendations: Words = ""
    destination: Line = ""
    summary: Words = ""
    handed_over: dict[str, Line] = Field({}, description="For each open requirement, by key, who takes it over.")


class AfterCareGiven(Given):
    """A line of after-care: somebody's name and a day."""

    what: Line
    due_on: Day
    worker: UUID | None = None
    owner_name: Line = ""
    may_leave: Text300 = Field("", description="Why a hidden address may stand in it, once the summary is signed.")


class Outcome(Given):
    """What came of a line of after-care."""

    outcome: Line
    on: Day | None = None


class Closed(Given):
    """The day on which the case closes; today when it is left out."""

    on: Day | None = None


class Reopened(Given):
    """A closed case is opened again."""

    why: Words
    worker: UUID | None = None
