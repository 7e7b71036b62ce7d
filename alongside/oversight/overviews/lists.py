"""Every list of the desk as rows to take out: what its pages show to this reader, all pages, a few hundred at a time.

A list is read by the query of its page, so that its rows, its rights and its events in the reading log are the page's.
Results of a search are no list: they answer one question, and name people whom the reader may only know to exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.agency.access import queries as access
from alongside.agency.access.enums import RESULTS, GrantReason, act_words
from alongside.agency.drafts import queries as drafts
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff import queries as staff
from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import READS_LOGS, Reader
from alongside.oversight.exports.queries.leaving import count_left, left_after
from alongside.oversight.exports.rules.sheets import ABOUT, Row, text_of
from alongside.oversight.imports.rules.columns import PEOPLE
from alongside.oversight.overviews.case_list import case_list, next_steps
from alongside.oversight.overviews.duplicates import duplicates_page
from alongside.oversight.overviews.people_list import people_list
from alongside.oversight.overviews.team_page import team_page
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import CaseState, Stage
from alongside.record.cases.queries import Sought
from alongside.record.cases.queries.lists import STATES
from alongside.record.intakes import queries as intakes
from alongside.record.intakes.queries import IntakeView
from alongside.record.people import queries as people
from alongside.record.people.enums import BirthPrecision
from alongside.record.people.queries import PersonCard, likely

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AT_ONCE = 500
CARRIERS = frozenset({Role.WORKER, Role.SUPERVISOR, Role.STUDENT})
Choice = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its name in addresses, its title, who has it, its header, its filters in words, its length, its rows.

    ``header`` names the columns in the reader's language, the first is the outside name. ``count`` counts no further
    than it is told to.
    """

    name: str
    title: StrOrPromise
    back: str
    may: Callable[[Reader], bool]
    header: Callable[[], Sequence[str]]
    filters: Callable[[Choice, Reader], list[ABOUT]]
    count: Callable[[Choice, int, Reader], int]
    rows: Callable[[Choice, Reader], Iterator[Row]]


def in_a_team(by: Reader) -> bool:
    """Whether ``by`` works in a team."""
    return bool(TEAM_ROLES & by.roles)


def carries(by: Reader) -> bool:
    """Whether ``by`` works with cases."""
    return bool(CARRIERS & by.roles)


def reads_logs(by: Reader) -> bool:
    """Whether ``by`` reads the logs."""
    return by.holds(READS_LOGS)


def anybody(by: Reader) -> bool:
    """Every worker."""
    return by.worker_id is not None


def _no_filters(choice: Choice, by: Reader) -> list[ABOUT]:
    return []


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _people_header() -> list[str]:
    return [
        "id",
        str(PEOPLE["full_name"]),
        _("Pronouns"),
        str(PEOPLE["birth_date"]),
        _("Died on"),
        str(PEOPLE["sex"]),
        str(PEOPLE["gender"]),
        str(PEOPLE["language"]),
        _("Interpreter"),
        _("How to reach"),
        _("Cases"),
    ]


def _people_rows(choice: Choice, by: Reader) -> Iterator[Row]:
    after, more = None, True
    while more:
        page = people_list(by_name=choice.get("order") != "newest", after=after, size=AT_ONCE, by=by)
        for line in page.lines:
            card = line.card
            yield (
                str(card.public_id),
                card.name,
                card.pronouns,
                birth_text(card),
                card.died_on,
                card.sex,
                card.gender_words,
                card.languages,
                card.interpreter_words,
                card.reach,
                [case.number for case in line.cases],
            )
        after, more = page.more, page.more is not None


def birth_text(card: PersonCard) -> str:
    """A birth as exactly as it is known: 1992-05-03, 1992-05, 1992, "about 1992"; our own import reads each of them."""
    if card.born_on is None:
        return ""
    month = f"{card.born_on:%Y-%m}"
    return {
        BirthPrecision.EXACT: card.born_on.isoformat(),
        BirthPrecision.MONTH: month,
        BirthPrecision.YEAR: month[:4],
        BirthPrecision.ESTIMATED: f"about {month[:4]}",
    }.get(BirthPrecision(card.birth_precision), "")


def sought(choice: Choice, by: Reader, *, after: UUID | None = None) -> Sought:
    """Which cases the page of the list shows for the words of its address; what is not known there is not narrowed."""
    whose = choice.get("whose", "")
    codes = {line.code for line in organisation.programmes()}
    stage, programme = choice.get("stage", ""), choice.get("programme", "")
    return Sought(
        whose=whose if whose in ("mine", "team", "all") else "team" if Role.SUPERVISOR in by.roles else "mine",
        state=choice["state"] if choice.get("state") in STATES else "open",
        stage=stage if stage in Stage.values else "",
        programme=programme if programme in codes else "",
        order="newest" if choice.get("order") == "newest" else "name",
        worker=_uuid(choice.get("worker", "")),
        after=after,
        size=AT_ONCE,
    )


def _case_filters(choice: Choice, by: Reader) -> list[ABOUT]:
    wanted = sought(choice, by)
    whose = {"mine": _("My cases"), "team": _("My team"), "all": _("All I may see")}
    states = {"open": _("Open"), "after_care": _("In after-care"), "closed": _("Closed"), "any": _("Open or closed")}
    found: list[ABOUT] = [(_("Whose cases"), whose[wanted.whose]), (_("Cases that are"), states[wanted.state])]
    if wanted.stage:
        found.append((_("At the stage"), str(Stage(wanted.stage).label)))
    if wanted.programme:
        named = {line.code: line.name for line in organisation.programmes()}
        found.append((_("In the programme"), named[wanted.programme]))
    line = staff.worker_by_public_id(wanted.worker) if wanted.worker else None
    return [*found, (_("Named worker"), line.name)] if line else found


def _case_header() -> list[str]:
    return [
        *("id", _("Number"), _("Case"), _("Programme"), _("Stage"), _("State"), _("Opened on"), _("Closed on")),
        *(_("Last contact"), _("Next step"), _("Next step by"), _("Next step due on"), _("Named worker")),
    ]


def _case_rows(choice: Choice, by: Reader) -> Iterator[Row]:
    after, more = None, True
    while more:
        page = case_list(sought(choice, by, after=after), by=by)
        steps = next_steps([line.case.id for line in page.lines])
        for line in page.lines:
            case, step = line.case, steps.get(line.case.id)
            yield (
                *(str(case.public_id), case.number, case.title, case.programme),
                *(str(Stage(case.stage).label), str(CaseState(case.state).label), case.opened_on, case.closed_on),
                *(case.last_contact_at, step.what if step else "", line.next_who, step.due_on if step else None),
                case.worker,
            )
        after, more = page.more, page.more is not None


def _intake_header() -> list[str]:
    return [
        *("id", _("Came in at"), _("Programme"), _("Team"), _("How it came"), _("For whom"), _("In their words")),
        *(_("Urgency"), _("State"), _("Taken by"), _("Safe contact"), _("Told about confidentiality at")),
        *(_("Decision"), _("Reason"), _("Decided at"), _("Decided by")),
    ]


def _intake_rows(choice: Choice, by: Reader) -> Iterator[Row]:
    after, more = None, True
    while more:
        page = intakes.intakes_after(after=after, size=AT_ONCE, by=by)
        yield from (_intake_row(one) for one in page.items)
        after, more = page.after, page.after is not None


def _intake_row(one: IntakeView) -> Row:
    decided = one.decision
    return (
        *(str(one.public_id), one.received_at, one.programme, one.team, one.channel_words),
        *(one.person_known_as or one.person_name, one.words, one.urgency_words, one.state_words, one.taken_by),
        *(one.safe.words, one.notice_given_at),
        *((decided.words, decided.reason, decided.decided_at, decided.decided_by) if decided else ("", "", None, "")),
    )


def _draft_rows(choice: Choice, by: Reader) -> Iterator[Row]:
    for line in drafts.my_drafts(by=by):
        yield line.key, line.label, line.saved_at, line.begins


def _team_rows(choice: Choice, by: Reader) -> Iterator[Row]:
    for view in team_page(by=by).teams:
        for row in view.workers:
            yield (
                *(str(row.worker), view.name, row.name, row.title, row.load.named, row.load.helps),
                *(row.held, row.booked, row.load.quiet, row.late_reviews),
            )


def _team_header() -> list[str]:
    return [
        *("id", _("Team"), _("Worker"), _("Title"), _("Cases"), _("Helps with"), _("Hours this week")),
        *(_("Hours booked this week"), _("No contact for 4 weeks"), _("Late reviews")),
    ]


def _pair_rows(choice: Choice, by: Reader) -> Iterator[Row]:
    after, more = None, True
    while more:
        page = duplicates_page(after=after, size=AT_ONCE, by=by)
        for line in page.lines:
            pair = line.pair
            yield (
                *(str(pair.public_id), pair.likely_words, str(pair.one.public_id), pair.one.name),
                *(birth_text(pair.one), [case.number for case in line.one_cases]),
                *(str(pair.two.public_id), pair.two.name, birth_text(pair.two)),
                *([case.number for case in line.two_cases], pair.reasons_for, pair.reasons_against),
            )
        after, more = page.more, page.more is not None


def _pair_header() -> list[str]:
    one, two = _("First"), _("Second")
    each = (_("Name"), _("Date of birth"), _("Cases"))
    return [
        *("id", _("How likely"), f"{one}: id", *(f"{one}: {words}" for words in each)),
        *(f"{two}: id", *(f"{two}: {words}" for words in each), _("For it"), _("Against it")),
    ]


def _log_wanted(choice: Choice) -> tuple[date, staff.WorkerLine | None]:
    try:
        day = parse_date(choice.get("on", "")) or clock.today()
    except ValueError:
        day = clock.today()
    worker = _uuid(choice.get("worker", ""))
    return day, staff.worker_by_public_id(worker) if worker else None


def _log_filters(choice: Choice, by: Reader) -> list[ABOUT]:
    day, worker = _log_wanted(choice)
    return [(_("Day"), day.isoformat()), (_("Worker"), worker.name if worker else _("Everyone"))]


def _log_bounds(day: date) -> dict[str, datetime]:
    morning = timezone.make_aware(datetime.combine(day, time.min))
    return {"begins": morning, "ends": timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))}


def _log_count(choice: Choice, most: int, by: Reader) -> int:
    day, worker = _log_wanted(choice)
    return access.log_count(**_log_bounds(day), actor_id=worker.actor_id if worker else None, most=most)


def _log_rows(choice: Choice, by: Reader) -> Iterator[Row]:
    day, worker = _log_wanted(choice)
    actor = worker.actor_id if worker else None
    grounds = dict(GrantReason.choices)
    before, more = None, True
    while more:
        page = access.log_page(**_log_bounds(day), actor_id=actor, before=before, size=AT_ONCE)
        for one in page:
            yield (
                *(str(one.id), one.at, one.name, act_words(one.act), str(grounds.get(one.ground, one.ground))),
                *(one.circle_id, one.people, one.things, str(RESULTS.get(one.result, ""))),
            )
        before, more = page[-1].id if page else None, len(page) == AT_ONCE


def _log_header() -> list[str]:
    return [
        *("id", _("Time"), _("Who"), _("What"), _("On what ground"), _("Record"), _("People"), _("Entries")),
        _("How it was shown"),
    ]


def _left_rows(choice: Choice, by: Reader) -> Iterator[Row]:
    after, more = None, True
    while more:
        page = left_after(after=after, size=AT_ONCE, by=by)
        for one in page.items:
            yield str(one.public_id), one.at, one.who, one.kind, one.format, one.about, one.rows, one.why
        after, more = page.after, page.after is not None


def _left_header() -> list[str]:
    return ["id", _("Time"), _("Who"), _("How much"), _("Format"), _("What"), _("Rows"), _("What for")]


def _counted(rows: Callable[[Choice, Reader], Iterator[Row]]) -> Callable[[Choice, int, Reader], int]:
    """The length of a short list, by reading it."""

    def count(choice: Choice, most: int, by: Reader) -> int:
        return sum(1 for _row in rows(choice, by))

    return count


def _draft_header() -> list[str]:
    return ["id", _("What it is"), _("Saved at"), _("How it begins")]


LISTINGS = {
    one.name: one
    for one in (
        Listing("people", lazy_("People"), "/people/", in_a_team, _people_header, _no_filters,
                lambda choice, most, by: people.count_people(most, by=by), _people_rows),
        Listing("cases", lazy_("Cases"), "/cases/", carries, _case_header, _case_filters,
                lambda choice, most, by: cases.count_cases(sought(choice, by), most=most, by=by), _case_rows),
        Listing("intakes", lazy_("Requests"), "/intakes/", in_a_team, _intake_header, _no_filters,
                lambda choice, most, by: intakes.count_intakes(most), _intake_rows),
        Listing("drafts", lazy_("Drafts"), "/drafts/", anybody, _draft_header, _no_filters,
                _counted(_draft_rows), _draft_rows),
        Listing("team", lazy_("Team"), "/team/", carries, _team_header, _no_filters,
                _counted(_team_rows), _team_rows),
        Listing("duplicates", lazy_("In the record twice?"), "/duplicates/", in_a_team, _pair_header, _no_filters,
                lambda choice, most, by: likely.count_pairs(most), _pair_rows),
        Listing("log", lazy_("Who looked"), "/privacy/", reads_logs, _log_header, _log_filters,
                _log_count, _log_rows),
        Listing("left", lazy_("What left"), "/take-out/", anybody, _left_header, _no_filters,
                lambda choice, most, by: count_left(most), _left_rows),
    )
}  # fmt: skip


def listing_of(name: str, *, by: Reader) -> Listing:
    """The list called ``name``; ``NotFound`` when there is none, or ``by`` has none such."""
    found = LISTINGS.get(name)
    if found is None or not found.may(by):
        raise NotFound
    return found


def about(listing: Listing, choice: Choice, *, why: str, by: Reader) -> list[ABOUT]:
    """Who took it, when, from where, narrowed to what: the watermark."""
    said: list[ABOUT] = [
        (_("List"), str(listing.title)),
        (_("Agency"), organisation.the_agency().name),
        (_("Taken out by"), by.name),
        (_("Taken out at"), text_of(clock.now())),
        *listing.filters(choice, by),
    ]
    if why.strip():
        said.append((_("What for"), why.strip()))
    words = _("Holds what its taker may see. It is on record that it left. Delete it when it has served.")
    return [*said, (_("Please"), words)]


def command_of(name: str) -> str:
    """What the operator of the machine calls for a list of any length."""
    return f"alongside export list {name} -o FILE --as WORKER --why WORDS"
