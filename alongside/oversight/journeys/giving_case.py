"""A whole case leaves for one of the family: what they may be given, nothing of another child (S-174)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions import taking_case
from alongside.oversight.exports.actions.taking_case import TakenCase
from alongside.oversight.exports.models import CasePaper
from alongside.oversight.exports.queries.recipient import recipient_of
from alongside.oversight.overviews.family_notes import notes_for, others_in
from alongside.practice.dynamics.rules import LETTERS
from alongside.record.cases.models import Case
from alongside.record.cases.queries import case_row
from alongside.record.people.models import Person


@transaction.atomic
def give_case(*, case: UUID, to: UUID, why: str, may_leave: str = "", by: Reader) -> TakenCase:
    """What one of the family may be given of a case, as JSON; refused and recorded as ``take_case`` is.

    Refused besides while a note tells of another child, unless ``may_leave`` says why it may; NotFound for somebody
    who is not one of the family.
    """
    guard_notes(case=case_row(case), to=to, may_leave=may_leave, by=by)
    return taking_case.take_case(case=case, why=why, may_leave=may_leave, to=to, by=by)


@transaction.atomic
def ask_to_give_paper(*, case: UUID, to: UUID, why: str, may_leave: str = "", by: Reader) -> None:
    """The same on paper: a job makes it, and looks again."""
    guard_notes(case=case_row(case), to=to, may_leave=may_leave, by=by)
    taking_case.ask_for_paper(case=case, why=why, may_leave=may_leave, to=to, by=by)


def check_paper(*, paper: CasePaper, by: Reader) -> None:
    """Refuse a paper for one of the family that tells of another child by now."""
    if paper.given_to and paper.actor_id == by.actor_id:
        guard_notes(case=paper.case, to=paper.given_to, may_leave=paper.may_leave, by=by)


def guard_notes(*, case: Case, to: UUID, may_leave: str, by: Reader) -> None:
    """Refuse what is for one of the family while a note in it tells of somebody else, unless ``may_leave`` says why.

    NotFound for somebody who is not one of the family. An override is noted under the name of ``by``.
    """
    recipient = recipient_of(case.id, to)
    found = others_in(case.id, recipient.number, notes_for(case.id, recipient.number, recipient.sights))
    if not found:
        return
    if len(may_leave.strip()) >= LETTERS:
        say_why(may_leave.strip())
        note_reading("somebody else let out", circle=case.circle_id, people=sorted(found), kind="person")
        return
    names = ", ".join(Person.objects.filter(id__in=found).order_by("sort_key").values_list("display_name", flat=True))
    words = _(
        "A note in it tells of somebody else (%(names)s). Write what is about them into their own part, or say in at "
        "least 20 letters why it may leave."
    ) % {"names": names}
    raise Refused("outgoing.others", words, fields={"may_leave": words})
