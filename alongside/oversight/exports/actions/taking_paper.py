"""A whole case leaves on paper. Only jobs and commands import this module: typesetting is too heavy for a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from alongside.ground.familymap.lint import words_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.holding import held_if_any
from alongside.ground.foundation.reader import Reader
from alongside.ground.paper.typesetting import Entry, typeset
from alongside.oversight.exports.actions.outgoing import guard_circle
from alongside.oversight.exports.actions.taking_case import TakenCase, guarded_case, note_case
from alongside.oversight.exports.enums import ExportFormat, PaperState
from alongside.oversight.exports.models import CasePaper
from alongside.oversight.exports.rules.case_paper import record_of
from alongside.record.cases.models import Case

Draw = Callable[[UUID, Reader], Sequence[Entry]]
"""Gives the drawings of a case as a reader sees it; rooms above this one draw."""


def _words_of(drawings: Sequence[Entry]) -> Mapping[str, str]:
    """What drawings say, by their titles."""
    return {
        one.title: "\n".join(
            (*words_of(one.picture.svg), one.picture.alt, *(cell for row in one.picture.rows for cell in row))
        )
        for one in drawings
        if one.picture is not None
    }


@transaction.atomic
def take_case_on_paper(
    *, case: UUID, why: str, may_leave: str = "", to: UUID | None = None, draw: Draw | None = None, by: Reader
) -> TakenCase:
    """Take a whole case out as PDF, as ``by`` sees it now; ``to`` narrows it to what one of the family may be given.

    ``draw`` gives its drawings, which show others too: a copy for one of the family goes without them.
    Refused: absent or hidden, and one that tells where somebody hides, as in ``take_case``.
    Recorded: the export with reason and digest, and every row of it as read.
    """
    found = guarded_case(case=case, why=why, may_leave=may_leave, to=to, by=by)
    drawings = draw(case, by) if draw is not None and to is None else ()
    guard_circle(circle=found.circle_id, texts=_words_of(drawings), field="may_leave", may_leave=may_leave, by=by)
    content = typeset(record_of(found.content, made_at=clock.now(), drawings=drawings))
    note_case(found=found, form=ExportFormat.PDF, content=content, why=why, by=by)
    return TakenCase(f"{found.number}.pdf", content, found.rows)


@transaction.atomic
def make_paper(
    *, public_id: UUID, first: Callable[..., None] | None = None, draw: Draw | None = None, by: Reader
) -> None:
    """Make the paper that ``by`` asked for, as she sees the case now; who lost sight of it gets none.

    ``first`` looks at it before and may refuse it; ``draw`` gives the drawings of the case.
    """
    paper = held_if_any(CasePaper.objects.filter(public_id=public_id, state=PaperState.WAITING))
    if paper is None:
        return
    case = Case.objects.filter(id=paper.case_id).first()
    if case is None:
        paper.state = PaperState.BROKEN
    else:
        try:
            if first is not None:
                first(paper=paper, by=by)
            taken = take_case_on_paper(
                case=case.public_id, why=paper.why, may_leave=paper.may_leave, to=paper.given_to, draw=draw, by=by
            )
            paper.content, paper.state = taken.content, PaperState.READY
        except (Refused, NotFound):
            paper.state = PaperState.STOPPED
    paper.made_at = clock.now()
    paper.version += 1
    paper.save(update_fields=["content", "state", "made_at", "version"])
