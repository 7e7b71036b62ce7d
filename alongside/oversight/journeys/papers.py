"""Making papers from the record. Only jobs import this module, because typesetting is too heavy for a web request."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.paper.typesetting import Quote, Section, Summary, typeset
from alongside.oversight.overviews.closing_page import LEVEL_WORDS, after_care_of
from alongside.practice.consents.queries import consent_of_paper, statements_of, words_in_force
from alongside.practice.documents import actions as documents
from alongside.practice.documents.enums import DocumentKind
from alongside.practice.documents.models import Document
from alongside.practice.plans.queries import goals_of_case, hope_of_case
from alongside.record.cases.enums import ClosingReason
from alongside.record.cases.models import Closing
from alongside.record.cases.queries import CaseHead, case_head

RIGHTS = lazy_(
    "This is your copy. You can ask to see your whole record, add your own words to it, or say that something is "
    "wrong. "
    "You can come back at any time. If you are not content, you can complain to someone who is not on the team."
)


def make_document(*, public_id: UUID, by: Reader) -> Document:
    """Make the paper that was asked for, as ``by`` sees the record now; a reader who lost sight of it makes nothing."""
    document = documents.waiting(public_id)
    if document.kind == DocumentKind.CONSENT:
        return documents.fill(document=document, content=typeset(consent_form(document=document, by=by)), by=by)
    if document.closing is None:
        raise NotFound
    return documents.fill(document=document, content=typeset(summary_of(document.closing, by=by)), by=by)


def consent_form(*, document: Document, by: Reader) -> Summary:
    """The form of a consent as it is signed by hand: the same words as on screen, and a place to sign."""
    consent = consent_of_paper(document.id)
    agency = organisation.the_agency()
    day = date_format(consent.asked_at, "j F Y")
    signs = [_("%(name)s, date") % {"name": consent.person.display_name}]
    if consent.minor:
        signs.append(_("Parent or guardian, date"))
    return Summary(
        title=words_in_force(consent.regime, consent.language).title,
        subtitle=_("For %(name)s, asked on %(day)s") % {"name": consent.person.display_name, "day": day},
        agency=agency.name,
        facts=[],
        sections=[Section(_("What you agree to"), lines=statements_of(consent))],
        rights=_("You can take this back at any time. You can have a copy of this paper."),
        foot=_("%(agency)s. Made for %(name)s, %(day)s.")
        % {"agency": agency.name, "name": by.name, "day": date_format(clock.today(), "j F Y")},
        of=_("of"),
        signs=signs,
        language=consent.language,
        made_at=timezone.now(),
    )


def summary_of(closing: Closing, *, by: Reader) -> Summary:
    """The closing summary as paper shows it: hope, summary, goals, the person's view, after-care, places to sign."""
    head = case_head(closing.case.public_id, by=by, act="closing summary")
    agency = organisation.the_agency()
    worker = closing.signed_by.name if closing.signed_by else by.name
    return Summary(
        title=_("Closing summary"),
        subtitle=f"{head.title}, {head.number}",
        agency=agency.name,
        facts=_facts(closing, head, worker),
        sections=[section for section in _sections(closing, head) if section is not None],
        rights=str(RIGHTS),
        foot=_("%(agency)s. Made for %(name)s, %(day)s.")
        % {"agency": agency.name, "name": by.name, "day": date_format(clock.today(), "j F Y")},
        of=_("of"),
        signs=[_("%(name)s, date") % {"name": head.people[0].name}, _("%(name)s, date") % {"name": worker}],
        rtl=get_language_bidi(),
        made_at=timezone.now(),
    )


def _facts(closing: Closing, head: CaseHead, worker: str) -> list[tuple[str, str]]:
    reasons = ", ".join(str(ClosingReason(one).label) for one in closing.reasons)
    facts = [
        (_("Opened"), date_format(head.opened_on, "j F Y")),
        (_("Closed"), date_format(closing.closed_on, "j F Y") if closing.closed_on else _("Not yet")),
        (_("Why"), reasons if not closing.reason_words else f"{reasons}. {closing.reason_words}"),
        (_("Agreed with"), closing.agreed_with),
        (_("Where to"), closing.destination),
        (_("Worker"), worker),
        (_("Programme"), head.programme),
    ]
    return [(label, value) for label, value in facts if value]


def _sections(closing: Closing, head: CaseHead) -> list[Section | None]:
    hope = hope_of_case(head.id)
    view_by = closing.person_view_by.display_name if closing.person_view_by else head.people[0].name
    goals = goals_of_case(head.id, with_ended=True)
    return [
        Section(
            _("What we hoped for"), voices=[Quote(hope.words, f"{hope.name}, {date_format(hope.said_on, 'j F Y')}")]
        )
        if hope
        else None,
        Section(_("What happened"), lines=[line.lstrip("• ") for line in closing.summary.splitlines() if line.strip()]),
        Section(
            _("Goals"),
            columns=[_("Goal"), _("Whose"), _("In the end")],
            rows=[
                [goal.title, ", ".join(one.name for one in goal.whose), str(LEVEL_WORDS[goal.level])] for goal in goals
            ],
        )
        if goals
        else None,
        Section(_("In their own words"), voices=[Quote(closing.person_view, view_by)]) if closing.person_view else None,
        Section(_("What we recommend"), intro=closing.recommendations) if closing.recommendations else None,
        _after_care(closing),
    ]


def _after_care(closing: Closing) -> Section | None:
    lines = after_care_of(closing)
    if not lines:
        return None
    return Section(
        _("Afterwards"),
        columns=[_("What"), _("Who"), _("When")],
        rows=[[line.what, line.who, date_format(line.due_on, "j F Y")] for line in lines],
    )
