"""The plan: goals that grow from needs and strengths, steps with owners and dates, and who agreed to what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.agency.staff.models import Worker
from alongside.practice.assessments.models import Statement
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.plans.enums import (
    GoalState,
    Horizon,
    PlanState,
    Reply,
    ReplyHow,
    StepOwner,
    StepState,
)
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class Plan(CircleRow):
    """One version of a case's plan. Once in force its content is frozen by a digest; a change makes a new version."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    proposed_at = models.DateTimeField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_number_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="draft"), name="one_plan_being_written"),
            models.UniqueConstraint(fields=["case"], condition=Q(state="in_force"), name="one_plan_in_force"),
        ]


class Goal(CircleRow):
    """An aim, in the person's own words beside a measurable objective.

    ``attained`` runs from -2 (much less than hoped) to +2, 0 is as hoped (Practice B9.1).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="goals")
    title = models.CharField(max_length=200)
    own_words = models.TextField(blank=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    measure = models.CharField(max_length=300, blank=True)
    horizon = models.CharField(max_length=6, choices=Horizon.choices, default=Horizon.SOON)
    starts_on = models.DateField()
    target_on = models.DateField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)
    attained = models.SmallIntegerField(default=-1)
    levels_words = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=GoalState.choices, default=GoalState.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    end_words = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    grows_from = models.ManyToManyField(Statement, through="GoalSource", related_name="goals")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(attained__gte=-2) & Q(attained__lte=2), name="goal_attained_range")
        ]


class GoalSource(CircleRow):
    """That a goal grows from a need, a strength or a hope."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="sources")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="goal_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "statement"], name="goal_source_once")]


class Progress(CircleRow):
    """Where a goal stood at one moment, and what was said of it."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="progress")
    at = models.DateTimeField()
    value = models.SmallIntegerField()
    words = models.TextField(blank=True)
    person_rating = models.PositiveSmallIntegerField(null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(value__gte=-2) & Q(value__lte=2), name="goal_level_range")]
        indexes = [models.Index(fields=["goal", "at"], name="progress_order")]


class Step(CircleRow):
    """One line of the plan: who does what by when, with whose help, and how we will know.

    ``wording`` counts the times its words were changed: an answer holds for the wording that was answered to.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps", null=True, blank=True)
    number = models.PositiveSmallIntegerField(default=1)
    wording = models.PositiveSmallIntegerField(default=1)
    owner = models.CharField(max_length=8, choices=StepOwner.choices)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="steps", null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    help = models.CharField(max_length=200, blank=True)
    how_known = models.CharField(max_length=200, blank=True)
    own_idea = models.BooleanField(default=False)
    builds_on = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    end_words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="step_number_once")]
        indexes = [models.Index(fields=["worker", "state", "due_on"], name="step_of_worker")]


class StepUpdate(CircleRow):
    """What a professional of another agency said of a line that was shared with them; seen by a worker at a time."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="updates")
    member = models.ForeignKey(CareTeamMember, on_delete=models.PROTECT, related_name="updates")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=StepState.choices)
    words = models.CharField(max_length=300)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["step", "-at"], name="update_of_step")]


class Agreement(CircleRow):
    """One person's answer to a plan, or to one of its steps, in her words and how she gave it.

    ``covers`` names the lines answered to, each with its wording at that time: {"<step id>": wording}.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="agreements")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="agreements", null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="agreements")
    reply = models.CharField(max_length=8, choices=Reply.choices)
    words = models.TextField(blank=True)
    how = models.CharField(max_length=12, choices=ReplyHow.choices)
    covers = models.JSONField(default=dict)
    on = models.DateField()
    heard_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class Review(CircleRow):
    """A time of looking back together: what moved, what changes, when to look again."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    with_whom = models.CharField(max_length=300)
    person_view = models.TextField(blank=True)
    worker_view = models.TextField(blank=True)
    decision = models.TextField()
    next_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
