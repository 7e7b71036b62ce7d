"""Why each area of life is asked about, in words that can be read aloud (Practice B7)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.practice.assessments.enums import Domain

WHY = {
    Domain.ASPIRATIONS: _("Everything we do together starts from what you hope for."),
    Domain.SAFETY: _("If somebody is in danger, that comes before anything else. You decide how much you tell."),
    Domain.PHYSICAL_HEALTH: _("Pain, tiredness and appointments change what is possible in a week."),
    Domain.MENTAL_HEALTH: _("How you feel matters for what helps, and for how fast we go."),
    Domain.SUBSTANCE_USE: _("Only to plan with it, never to judge. You may leave this out."),
    Domain.FAMILY: _("The people around you are part of what holds, and of what is hard."),
    Domain.CHILDREN: _("Children see and need things of their own. We ask so that their side counts too."),
    Domain.HOUSING: _("A safe place to live comes before many other plans."),
    Domain.MONEY: _("You may have a right to help that nobody has told you about."),
    Domain.WORK: _("Work gives money, days and people. We ask what you can do and what you want."),
    Domain.EDUCATION: _("School and learning open doors, and schools can change what they do."),
    Domain.LEGAL: _("Papers, courts and orders have dates that must not be missed."),
    Domain.CULTURE: _("So that the plan fits your faith, your food, your days and your name."),
    Domain.COMMUNITY: _("Neighbours, groups and places often help more than services do."),
    Domain.DAILY_LIVING: _("Small things at home decide whether a big plan works."),
    Domain.TRANSPORT: _("A place that cannot be reached does not help."),
}


def gap_of(person_rating: int | None, worker_rating: int | None) -> int:
    """How far two ratings of one area lie apart; 0 unless both were given."""
    if person_rating is None or worker_rating is None:
        return 0
    return abs(person_rating - worker_rating)


WORTH_A_TALK = 3
"""From how many points apart two views are worth a talk (S-038)."""
