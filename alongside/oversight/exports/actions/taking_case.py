"""A whole case leaves as JSON: everything that its reader sees, what is left out, and that it left."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import require
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.actions.outgoing import guard_circle
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.models import CasePaper
from alongside.oversight.exports.queries.leaving import KEPT, left_lately
from alongside.oversight.exports.queries.whole_case import WholeCase, whole_case
from alongside.oversight.exports.rules.case_sections import SECTIONS
from alongside.oversight.exports.rules.leaving import texts_of
from alongside.oversight.exports.rules.limits import may_take_case
from alongside.record.cases.queries import case_row

MAKE = "exports.make_paper"
"""The job that puts a case on paper, registered by the door of the jobs."""


@dataclass(frozen=True, slots=True)
class TakenCase:
    """A file that leaves: its name (with no name of a person), its bytes, how many rows it holds."""

    file_name: str
    content: bytes
    rows: int


@transaction.atomic
def take_case(*, case: UUID, why: str, may_leave: str = "", to: UUID | None = None, by: Reader) -> TakenCase:
    """Take a whole case out as JSON; at the desk ``require_case`` stands before this.

    ``to`` narrows it to what one of the family may be given.

    Refused: absent or hidden, and one that tells where somebody hides, unless ``may_leave`` says why it may. Recorded:
    the export with reason and digest, and every row of it as read.
    """
    found = guarded_case(case=case, why=why, may_leave=may_leave, to=to, by=by)
    content = (json.dumps(found.content, ensure_ascii=False, indent=1) + "\n").encode()
    note_case(found=found, form=ExportFormat.JSON, content=content, why=why, by=by)
    return TakenCase(f"{found.number}.json", content, found.rows)


def guarded_case(*, case: UUID, why: str, may_leave: str, to: UUID | None = None, by: Reader) -> WholeCase:
    """A whole case that may leave: refused while it tells where somebody (but for ``to``) hides, by section."""
    found = whole_case(case, why=why, to=to, by=by)
    titles = {section.name: str(section.title) for section in SECTIONS}
    texts = {titles.get(name, name): text for name, text in texts_of(found.content["sections"]).items()}
    guard_circle(circle=found.circle_id, texts=texts, field="may_leave", may_leave=may_leave, to=found.to, by=by)
    return found


def require_case(*, why: str, by: Reader) -> None:
    """Refuse a case without a reason, or one too many within an hour."""
    decision = may_take_case(why=why, lately=left_lately(by=by))
    require(decision, field="why" if decision.code == "export.why" else None)


def note_case(*, found: WholeCase, form: ExportFormat, content: bytes, why: str, by: Reader) -> None:
    """Write down that a whole case left."""
    note_export(
        kind=ExportKind.CASE,
        form=form,
        about=(_("Case %(number)s") if found.to is None else _("Case %(number)s, for one of the family"))
        % {"number": found.number},
        rows=found.rows,
        digest=hashlib.sha256(content).hexdigest(),
        why=why,
        by=by,
    )


@transaction.atomic
def ask_for_paper(*, case: UUID, why: str, may_leave: str = "", to: UUID | None = None, by: Reader) -> None:
    """Ask for a whole case as PDF; a job makes it as ``by``, who alone can read it, for a week.

    ``to`` narrows it to what one of the family may be given.

    Refused: absent or hidden, no reason, too often within an hour, and a case that tells where somebody hides, unless
    ``may_leave`` says why it may: asked now, and again when the paper is made. Papers of
    ``by`` that are older than a week go.
    """
    require_case(why=why, by=by)
    guarded_case(case=case, why=why, may_leave=may_leave, to=to, by=by)
    row = case_row(case)
    CasePaper.objects.filter(actor_id=by.actor_id, created_at__lte=clock.now() - KEPT).delete()
    paper = CasePaper.objects.create(
        actor_id=by.actor_id,
        case=row,
        why=why.strip()[:300],
        may_leave=may_leave.strip()[:500],
        given_to=to,
        file_name=f"{row.number}.pdf",
    )
    defer(MAKE, paper=str(paper.public_id), actor=by.actor_id)


def forget_papers(*, by: Reader) -> int:
    """Forget papers that are older than ``KEPT``, whosoever they are; that the case left stays on record.

    Only the house may (a job), and it reads none of them. Returns how many went.
    """
    with connection.cursor() as cursor:
        cursor.execute("select app.forget_papers(%s)", [clock.now() - KEPT])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
