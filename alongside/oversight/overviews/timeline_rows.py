"""The rows of a case that its timeline is made of, in two statements whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.practice.assessments.models import Assessment
from alongside.practice.choices.models import Choice, Limit
from alongside.practice.consents.models import Consent
from alongside.practice.contacts.models import Contact, ContactGoal, ContactPerson, Note
from alongside.practice.contacts.queries.views import standing
from alongside.practice.plans.models import Goal, Plan, Progress, Review


@dataclass(frozen=True, slots=True)
class CaseRows:
    """What happened in the work of one case. Contacts carry who was there, which goals, and whether it is shared."""

    contacts: list[Any]
    goals: list[Goal]
    progress: list[Progress]
    plans: list[Plan]
    reviews: list[Review]
    assessments: list[Assessment]
    choices: list[Choice]
    limits: list[Limit]
    consents: list[Consent]


def case_rows(case_id: int) -> CaseRows:
    """The rows of a case that this reader sees. Two statements."""
    return CaseRows(*_work(case=case_id), *_said(case=case_id))


@shaped
def _work(*, case: int) -> tuple[list[Contact], list[Goal], list[Progress], list[Plan], list[Review], list[Assessment]]:
    about = OuterRef("pk")
    people = ContactPerson.objects.filter(contact=about, was_there=True).order_by("id")
    goals = ContactGoal.objects.filter(contact=about).order_by("id")
    shared = Note.objects.filter(contact=about).values("shared")[:1]
    contacts = standing(Contact.objects.filter(case_id=case)).annotate(
        people_found=ArraySubquery(people.values(json=JSONObject(id="person_id", name="person__display_name"))),
        goals_found=ArraySubquery(goals.values("goal_id")),
        shared_found=Subquery(shared),
    )
    return together(
        contacts.order_by("at", "id"),
        Goal.objects.filter(case_id=case).order_by("order", "id"),
        Progress.objects.filter(goal__case_id=case).order_by("at", "id"),
        Plan.objects.filter(case_id=case).exclude(in_force_from=None).order_by("number"),
        Review.objects.filter(case_id=case).order_by("held_on", "id"),
        Assessment.objects.filter(case_id=case).order_by("number"),
    )


@shaped
def _said(*, case: int) -> tuple[list[Choice], list[Limit], list[Consent]]:
    return together(
        Choice.objects.filter(case_id=case).select_related("person").order_by("offered_on", "id"),
        Limit.objects.filter(case_id=case).select_related("person").order_by("from_on", "id"),
        Consent.objects.filter(case_id=case).exclude(signed_at=None).select_related("person").order_by("id"),
    )
