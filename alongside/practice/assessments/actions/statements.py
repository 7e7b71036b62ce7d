"""Writing statements down, correcting the service's words, ending what is no longer so, and what lies under what."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.assessments.actions.writing import refuse_faults, writable
from alongside.practice.assessments.enums import Certainty, LookState, SourceKind
from alongside.practice.assessments.models import Assessment, CauseLink, DomainLook, Statement
from alongside.practice.assessments.queries import subjects_of
from alongside.practice.assessments.rules.finishing import may_link_factor
from alongside.practice.assessments.rules.statements import StatementText, faults_of, may_change_words
from alongside.record.cases.models import Case


@transaction.atomic
def add_statement(
    *,
    assessment: Assessment,
    kind: str,
    domain: str,
    words: str = "",
    own_words: str = "",
    said_by_id: int | None = None,
    person_id: int | None = None,
    reported_by_id: int | None = None,
    source: str = SourceKind.CONVERSATION,
    source_note: str = "",
    said_on: date | None = None,
    urgency: str = "",
    barrier_level: str = "",
    worked: str = "",
    level: int = ORDINARY,
    by: Reader,
) -> Statement:
    """Write a statement of ``kind`` about an area: ``own_words`` verbatim from ``said_by_id``, ``words`` the service's.

    ``person_id`` is whom it is about (none: the family together), ``reported_by_id`` who told it for ``said_by_id``:
    then it counts as told, never as their own view (S-172), ``said_on`` the day it was said or seen (today when not
    given), ``worked`` what came of something tried. The area counts as looked at from then on.

    Refused: a finished assessment, nothing said, words without a speaker, hearsay without a name, a person outside the
    case, a future day, a barrier that lies nowhere, a level that ``by`` does not hold. Recorded: the statement.
    """
    case = writable(assessment.case, level=level, by=by)
    row = unfinished(assessment)
    text = StatementText(
        kind=kind,
        domain=domain,
        words=words.strip(),
        own_words=own_words.strip(),
        said_by_id=said_by_id,
        person_id=person_id,
        source=source,
        source_note=source_note.strip(),
        said_on=said_on or clock.today(),
        urgency=urgency,
        barrier_level=barrier_level,
        worked=worked,
        reported_by_id=None if reported_by_id == said_by_id else reported_by_id,
    )
    refuse_faults("statement.incomplete", faults_of(text, subjects=subjects_of(case.circle_id), today=clock.today()))
    statement = Statement.objects.create(
        circle_id=case.circle_id, level=level, case=case, assessment=row, author_id=by.actor_id, **asdict(text)
    )
    _count_as_looked_at(row, case, text, by)
    return statement


def unfinished(assessment: Assessment) -> Assessment:
    """The assessment as it is now, while it may still be written; refused when finished."""
    row = Assessment.objects.filter(id=assessment.id).first()
    if row is None:
        raise NotFound
    if row.finished_at is not None:
        message = _("This assessment is finished and stays as it is. Start a new one to add to it.")
        raise Refused("assessment.finished", message)
    return row


def _count_as_looked_at(assessment: Assessment, case: Case, text: StatementText, by: Reader) -> None:
    """Mark an area as looked at; one that was called not relevant stays so, and the page shows the contradiction."""
    on = text.said_on
    seen = {"circle_id": case.circle_id, "case": case, "state": LookState.LOOKED, "looked_on": on}
    look, made = DomainLook.objects.get_or_create(
        assessment=assessment, domain=text.domain, defaults={**seen, "author_id": by.actor_id}
    )
    if not made and (look.looked_on < on or look.state in (LookState.LATER, LookState.NOT_READY)):
        if look.state != LookState.NOT_RELEVANT:
            look.state = LookState.LOOKED
        look.looked_on = max(look.looked_on, on)
        look.save(update_fields=["state", "looked_on"])


@transaction.atomic
def change_statement(
    *,
    statement: Statement,
    version: int,
    words: str | None = None,
    own_words: str | None = None,
    source_note: str | None = None,
    urgency: str | None = None,
    barrier_level: str | None = None,
    worked: str | None = None,
    by: Reader,
) -> Statement:
    """Correct the service's part of a statement; what is not given stays. ``version`` is the one that was seen.

    Refused: any change of a person's own words (S-038), an ended statement, whatever ``add_statement`` refuses. Raises
    Stale when somebody changed it meanwhile. Recorded: the change, with the values before it in history.
    """
    case = writable(statement.case, level=statement.level, by=by)
    row = _current(statement)
    require(may_change_words(row.own_words, own_words), field="own_words")
    if row.version != version:
        theirs = {"words": row.words, "source_note": row.source_note, "urgency": row.urgency}
        raise Stale(_("Somebody changed this while you were writing. Both versions are below; choose one."), theirs)
    given = {
        "words": words,
        "source_note": source_note,
        "urgency": urgency,
        "barrier_level": barrier_level,
        "worked": worked,
    }
    changed = {name: value.strip() for name, value in given.items() if value is not None}
    for name, value in changed.items():
        setattr(row, name, value)
    faults = faults_of(_text_of(row), subjects=subjects_of(case.circle_id), today=clock.today())
    refuse_faults("statement.incomplete", faults)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return row


def _current(statement: Statement) -> Statement:
    row = Statement.objects.filter(id=statement.id).first()
    if row is None:
        raise NotFound
    if row.ended_on is not None:
        raise Refused("statement.ended", _("This was ended and stays as it is. Write a new one if it is so again."))
    return row


def _text_of(row: Statement) -> StatementText:
    return StatementText(
        kind=row.kind,
        domain=row.domain,
        words=row.words,
        own_words=row.own_words,
        said_by_id=row.said_by_id,
        person_id=row.person_id,
        source=row.source,
        source_note=row.source_note,
        said_on=row.said_on,
        urgency=row.urgency,
        barrier_level=row.barrier_level,
        worked=row.worked,
        reported_by_id=row.reported_by_id,
    )


@transaction.atomic
def end_statement(*, statement: Statement, why: str, on: date | None = None, by: Reader) -> Statement:
    """Say that something is no longer so, from ``on`` (today when not given), and why. It stays readable.

    Refused without a reason, on a future day or before it was said, and when it has ended already. Recorded: the day;
    history keeps the reason.
    """
    writable(statement.case, level=statement.level, by=by)
    row = _current(statement)
    day = on or clock.today()
    if not why.strip():
        reason = _("Say in a few words what has changed.")
        raise Refused("statement.reason_required", reason, fields={"why": reason})
    if day > clock.today() or day < row.said_on:
        reason = _("Choose a day between the one on which it was said and today.")
        raise Refused("statement.end_day", reason, fields={"on": reason})
    say_why(why.strip())
    row.ended_on = day
    row.version += 1
    row.save(update_fields=["ended_on", "version"])
    return row


@transaction.atomic
def link_factor(*, need: Statement, factor: Statement, certainty: str, by: Reader) -> CauseLink:
    """Say that ``factor`` may lie under ``need``, and how sure that is (S-033).

    Refused: statements of two cases, a link that stands already, a circle (the loop is shown). Recorded: the link, at
    the stricter level of the two.
    """
    level = max(need.level, factor.level)
    case = writable(need.case, level=level, by=by)
    if certainty not in Certainty.values:
        reason = _("Say how sure this is: sure, likely or possible.")
        raise Refused("factor.certainty", reason, fields={"certainty": reason})
    ours = {row.id: row for row in Statement.objects.filter(case_id=case.id, ended_on=None)}
    if need.id not in ours or factor.id not in ours:
        raise NotFound
    links = list(CauseLink.objects.filter(need_id__in=ours, ended_on=None).values_list("need_id", "factor_id"))
    if (need.id, factor.id) in links:
        raise Refused("factor.twice", _("This is linked already."))
    words = {number: row.words or row.own_words for number, row in ours.items()}
    require(may_link_factor(need.id, factor.id, links, words), field="factor")
    return CauseLink.objects.create(
        circle_id=case.circle_id,
        level=level,
        need=ours[need.id],
        factor=ours[factor.id],
        certainty=certainty,
        author_id=by.actor_id,
    )


@transaction.atomic
def unlink_factor(*, link: CauseLink, why: str = "", by: Reader) -> CauseLink:
    """Say that one thing does not lie under the other after all. The link ends today and stays in history."""
    writable(link.need.case, level=link.level, by=by)
    say_why(why.strip())
    link.ended_on = clock.today()
    link.save(update_fields=["ended_on"])
    return link
