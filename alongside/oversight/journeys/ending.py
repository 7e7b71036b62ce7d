"""Closing a case and opening it again: the verbs that look at every room of the case first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.outgoing import guard_circle
from alongside.oversight.overviews.closing_page import after_care_of, attempts_of, open_ends, settled
from alongside.practice.documents import actions as documents
from alongside.practice.documents.models import Document
from alongside.practice.plans.queries import goals_of_case, hope_of_case
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import ClosingReason
from alongside.record.cases.models import AfterCare, Case, Closing
from alongside.record.cases.queries import case_head, protocol_of
from alongside.record.cases.rules.moves import may_end_for

ON_PAPER = {
    "reason_words": lazy_("why the case closes"),
    "agreed_with": lazy_("who agreed to it"),
    "person_view": lazy_("what they say about it"),
    "summary": lazy_("the summary"),
    "recommendations": lazy_("what we recommend"),
    "destination": lazy_("where they go on to"),
}


def closing_of(case: Case) -> Closing:
    """What is written about the ending of the case's present episode; refused when nothing is."""
    row = Closing.objects.filter(case=case, episode=case.episode).first()
    if row is None:
        reason = _("Write first why the case closes and what came of it.")
        raise Refused("case.closing.required", reason, fields={"summary": reason})
    return row


@transaction.atomic
def keep_closing(*, case: Case, sign: bool = False, may_leave: str = "", by: Reader, **facts: Any) -> Closing:
    """Write how the case ends, ``facts`` as of write_closing, and ``sign`` it with the same press, all or nothing.

    A signature is refused where a reason does not hold yet, such as contact called lost before enough was tried
    (S-018): signed words do not change any more, and the case could never close with them.
    """
    closing = cases.write_closing(case=case, by=by, **facts)
    return sign_closing(closing=closing, may_leave=may_leave, by=by) if sign else closing


@transaction.atomic
def sign_closing(*, closing: Closing, may_leave: str = "", by: Reader) -> Closing:
    """Sign what is written about an ending. Refused as in ``keep_closing``.

    Signed words become a paper that leaves: they are refused while they tell where somebody hides, unless ``may_leave``
    says why they may (``outgoing.guard_circle``).
    """
    case = closing.case
    if closing.reasons:
        attempts = attempts_of(case.id) if ClosingReason.LOST_CONTACT in closing.reasons else []
        holds = may_end_for(protocol_of(case), reasons=closing.reasons, why=closing.reason_words, attempts=attempts)
        require(holds, field="reason_words" if holds.code == "case.closing.why_required" else "reasons")
    guard_circle(circle=closing.circle_id, texts=_on_paper(closing), field="summary", may_leave=may_leave, by=by)
    return cases.sign_closing(closing=closing, by=by)


def _on_paper(closing: Closing) -> dict[str, str]:
    """Everything that stands on the paper of a closing, by where it stands there."""
    hope = hope_of_case(closing.case_id)
    return {
        **{str(words): str(getattr(closing, name)) for name, words in ON_PAPER.items()},
        _("the title of the case"): closing.case.title,
        _("the goals"): "\n".join(goal.title for goal in goals_of_case(closing.case_id, with_ended=True)),
        _("what they hoped for"): hope.words if hope else "",
        _("after-care"): "\n".join(line.what for line in after_care_of(closing)),
    }


@transaction.atomic
def add_after_care(*, closing: Closing, what: str, may_leave: str = "", by: Reader, **facts: Any) -> AfterCare:
    """Add a line of after-care, ``facts`` as of ``cases.add_after_care``.

    Once the summary is signed the line stands on its paper: refused then while it tells where somebody hides, unless
    ``may_leave`` says why it may. Before, the signature asks.
    """
    if closing.signed_at is not None:
        guard_circle(circle=closing.circle_id, texts=[what], field="what", may_leave=may_leave, by=by)
    return cases.add_after_care(closing=closing, what=what, by=by, **facts)


@transaction.atomic
def close_case(*, case: Case, on: date | None = None, by: Reader) -> Case:
    """Close a case whose ending is written: looks into every room for what is still open, then closes.

    A planned ending needs after-care with somebody's name and a day (S-162). The summary is queued as a PDF.
    Refused, naming what is open and the practice behind it; nothing is half-closed.
    """
    closing = closing_of(case)
    head = case_head(case.public_id, by=by, act="closing")
    lines = after_care_of(closing)
    met = settled(head, closing, has_after_care=bool(lines), ends=open_ends(case.id))
    attempts = attempts_of(case.id) if ClosingReason.LOST_CONTACT in closing.reasons else []
    closed = cases.close(case=case, closing=closing, met=met, attempts=attempts, on=on, by=by)
    ask_for_summary(case=closed, by=by)
    return closed


@transaction.atomic
def reopen_case(*, case: Case, why: str, worker_id: int | None = None, by: Reader) -> Case:
    """Open a closed case again as its next episode; everything earlier stays as it was (S-163)."""
    return cases.reopen(case=case, why=why, worker_id=worker_id, by=by)


@transaction.atomic
def ask_for_summary(*, case: Case, by: Reader) -> Document:
    """Queue the closing summary of the present episode as a PDF. Refused while it is not signed (S-161)."""
    closing = closing_of(case)
    if closing.signed_at is None:
        reason = _("Sign the summary first. A paper is made only of what is signed.")
        raise Refused("case.closing.unsigned", reason, fields={"summary": reason})
    return documents.ask_for_summary(
        closing=closing,
        title=_("Closing summary, %(number)s") % {"number": case.number},
        file_name=f"{case.number}-{closing.episode}.pdf",
        by=by,
    )


def after_care_line(*, case: Case, number: int) -> AfterCare:
    """One line of the case's after-care, as a handle; NotFound when it is another case's."""
    row = AfterCare.objects.select_related("closing").filter(id=number, case=case).first()
    if row is None:
        raise NotFound
    return row
