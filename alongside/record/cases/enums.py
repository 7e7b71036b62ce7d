"""The named states and kinds of a case: its six stages, its states, what happens along the way, who takes part."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The six stages of every case, in order (S-002). Closed, after-care and reopened are states, not stages."""

    INTAKE = "intake", _("Intake")
    ASSESSMENT = "assessment", _("Assessment")
    PLAN = "plan", _("Plan")
    WORK = "work", _("Work")
    REVIEW = "review", _("Review")
    CLOSING = "closing", _("Closing")


class CaseState(TextChoices):
    """What a case is just now, derived from its events."""

    NOT_OPENED = "not_opened", _("Not opened yet")
    OPEN = "open", _("Open")
    REOPENED = "reopened", _("Open again")
    AFTER_CARE = "after_care", _("After-care")
    CLOSED = "closed", _("Closed")


class EventKind(TextChoices):
    """The kinds of event on the spine of a case."""

    OPENED = "opened", _("Case opened")
    MILESTONE = "milestone", _("Step reached")
    TAKEN_BACK = "taken_back", _("Step recorded by mistake")
    MOVED = "moved", _("Moved to another stage")
    CLOSED = "closed", _("Case closed")
    AFTER_CARE_STARTED = "after_care_started", _("After-care started")
    AFTER_CARE_ENDED = "after_care_ended", _("After-care ended")
    REOPENED = "reopened", _("Case reopened")


class Milestone(TextChoices):
    """Something reached on the way. Each belongs to one stage (`MILESTONE_STAGE`); protocols name these keys."""

    REQUEST_RECEIVED = "request_received", _("Request received")
    URGENCY_CHECKED = "urgency_checked", _("Urgency checked")
    SAFE_CONTACT_ASKED = "safe_contact_asked", _("Asked how contact is safe")
    INTAKE_DECIDED = "intake_decided", _("Intake decided")
    REFERRER_TOLD = "referrer_told", _("Referrer told")
    NOTICE_GIVEN = "notice_given", _("Confidentiality explained")
    WORKER_NAMED = "worker_named", _("Worker named")
    FIRST_CONTACT_MADE = "first_contact_made", _("First contact made")

    ASSESSMENT_STARTED = "assessment_started", _("Assessment started")
    PERSON_SEEN = "person_seen", _("Person seen")
    SAFETY_CHECKED = "safety_checked", _("Safety looked at")
    ASSESSMENT_FINISHED = "assessment_finished", _("Assessment finished")

    PLAN_PROPOSED = "plan_proposed", _("Plan proposed")
    PLAN_AGREED = "plan_agreed", _("Plan agreed")
    PLAN_APPROVED = "plan_approved", _("Plan approved by the supervisor")
    PLAN_COPY_GIVEN = "plan_copy_given", _("Copy of the plan given")

    WORK_STARTED = "work_started", _("First step started")

    REVIEW_STARTED = "review_started", _("Review started")
    REVIEW_HELD = "review_held", _("Review held")

    CLOSING_STARTED = "closing_started", _("Closing started")
    CLOSING_TALKED_THROUGH = "closing_talked_through", _("Ending talked through")
    SUMMARY_GIVEN = "summary_given", _("Summary given")
    AFTER_CARE_AGREED = "after_care_agreed", _("After-care agreed")


MILESTONE_STAGE: dict[Milestone, Stage] = {
    Milestone.REQUEST_RECEIVED: Stage.INTAKE,
    Milestone.URGENCY_CHECKED: Stage.INTAKE,
    Milestone.SAFE_CONTACT_ASKED: Stage.INTAKE,
    Milestone.INTAKE_DECIDED: Stage.INTAKE,
    Milestone.REFERRER_TOLD: Stage.INTAKE,
    Milestone.NOTICE_GIVEN: Stage.INTAKE,
    Milestone.WORKER_NAMED: Stage.INTAKE,
    Milestone.FIRST_CONTACT_MADE: Stage.INTAKE,
    Milestone.ASSESSMENT_STARTED: Stage.ASSESSMENT,
    Milestone.PERSON_SEEN: Stage.ASSESSMENT,
    Milestone.SAFETY_CHECKED: Stage.ASSESSMENT,
    Milestone.ASSESSMENT_FINISHED: Stage.ASSESSMENT,
    Milestone.PLAN_PROPOSED: Stage.PLAN,
    Milestone.PLAN_AGREED: Stage.PLAN,
    Milestone.PLAN_APPROVED: Stage.PLAN,
    Milestone.PLAN_COPY_GIVEN: Stage.PLAN,
    Milestone.WORK_STARTED: Stage.WORK,
    Milestone.REVIEW_STARTED: Stage.REVIEW,
    Milestone.REVIEW_HELD: Stage.REVIEW,
    Milestone.CLOSING_STARTED: Stage.CLOSING,
    Milestone.CLOSING_TALKED_THROUGH: Stage.CLOSING,
    Milestone.SUMMARY_GIVEN: Stage.CLOSING,
    Milestone.AFTER_CARE_AGREED: Stage.CLOSING,
}

STARTS: dict[Milestone, Stage] = {
    Milestone.ASSESSMENT_STARTED: Stage.ASSESSMENT,
    Milestone.PLAN_PROPOSED: Stage.PLAN,
    Milestone.WORK_STARTED: Stage.WORK,
    Milestone.REVIEW_STARTED: Stage.REVIEW,
    Milestone.CLOSING_STARTED: Stage.CLOSING,
}
"""The milestones that begin a stage."""


BY_HAND: frozenset[Milestone] = frozenset(
    {
        Milestone.URGENCY_CHECKED,
        Milestone.SAFE_CONTACT_ASKED,
        Milestone.INTAKE_DECIDED,
        Milestone.REFERRER_TOLD,
        Milestone.NOTICE_GIVEN,
        Milestone.FIRST_CONTACT_MADE,
        Milestone.PERSON_SEEN,
        Milestone.SAFETY_CHECKED,
        Milestone.PLAN_APPROVED,
        Milestone.PLAN_COPY_GIVEN,
        Milestone.WORK_STARTED,
        Milestone.CLOSING_STARTED,
        Milestone.CLOSING_TALKED_THROUGH,
        Milestone.SUMMARY_GIVEN,
        Milestone.AFTER_CARE_AGREED,
    }
)
"""The milestones that a person ticks; the others are recorded by what is done in other rooms."""


class ParticipantRole(TextChoices):
    """A person's part in one case."""

    PERSON = "person", _("Person the case is for")
    PARENT = "parent", _("Parent")
    CHILD = "child", _("Child")
    PARTNER = "partner", _("Partner or spouse")
    CARER = "carer", _("Carer")
    RELATIVE = "relative", _("Relative")
    GUARDIAN = "guardian", _("Guardian")
    SUPPORTER = "supporter", _("Friend or supporter")
    PROFESSIONAL = "professional", _("Professional")
    OTHER = "other", _("Other")


class InterestKind(TextChoices):
    """Why two people of a case stand against each other (S-177)."""

    ABUSE = "abuse", _("One says that the other hurt them")
    CUSTODY = "custody", _("They disagree about where children live")
    MONEY = "money", _("They disagree about money or a home")
    OTHER = "other", _("Something else")


class AssignmentRole(TextChoices):
    """How a worker carries a case."""

    PRIMARY = "primary", _("Named worker")
    CO_WORKER = "co_worker", _("Co-worker")
    COVER = "cover", _("Cover")


class ClosingReason(TextChoices):
    """Why a case ended (S-160)."""

    GOALS_MET = "goals_met", _("Goals met")
    NO_LONGER_NEEDED = "no_longer_needed", _("No longer needed")
    MOVED_AWAY = "moved_away", _("Moved away")
    TRANSFERRED = "transferred", _("Transferred to another service")
    PERSONS_WISH = "persons_wish", _("The person's wish")
    INELIGIBLE = "ineligible", _("Not eligible")
    LOST_CONTACT = "lost_contact", _("Contact lost")
    DIED = "died", _("Died")
    OTHER = "other", _("Other")
