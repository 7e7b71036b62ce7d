"""The timeline of a case, or of everybody in it: what this reader may see, on one axis, gains first (S-241).

Nothing is kept for it: life events, places, orders, contacts, measures, decisions and consents are read where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.agency.access.queries import note_reading
from alongside.ground.familymap.timeline.marks import Entry, Lane
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.ground.foundation.text import joined
from alongside.oversight.overviews.timeline_rows import CaseRows, case_rows
from alongside.practice.choices.enums import ChoiceAnswer
from alongside.practice.contacts.enums import ContactMode
from alongside.practice.plans.enums import GoalState
from alongside.practice.plans.models import Goal
from alongside.record.cases.enums import EventKind, Milestone, Stage
from alongside.record.cases.queries import CaseHead, case_head
from alongside.record.people.queries.guarding import told_where
from alongside.record.people.queries.happenings import (
    EventView,
    Happenings,
    Named,
    OrderView,
    PlacementView,
    happenings_of,
)
from alongside.record.people.rules.happenings import When

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ACT = "timeline"
NAMES: Mapping[str, StrOrPromise] = {
    "gains": gettext_lazy("Gains"),
    "life": gettext_lazy("Life"),
    "placements": gettext_lazy("Places"),
    "orders": gettext_lazy("Orders and limits"),
    "contacts": gettext_lazy("Contacts"),
    "measures": gettext_lazy("How it goes"),
    "decisions": gettext_lazy("Decisions"),
    "consents": gettext_lazy("Consents"),
}
"""The lanes in their order: what went well stands first (S-241)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the timeline: its entry in the picture, its day in words, whom and which goals it is about.

    ``few``: not everybody of the case sees it; ``own``: it is kept with this case; ``shareable``: a person may have it.
    """

    entry: Entry
    when: str
    who: str
    people: frozenset[int]
    goals: frozenset[int] = frozenset()
    few: bool = False
    own: bool = True
    shareable: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the timeline is asked for; ``person`` and ``goal`` are outside names, None is everybody, every goal."""

    whose: str = "case"
    kinds: frozenset[str] = frozenset()
    person: UUID | None = None
    goal: UUID | None = None
    for_person: bool = False


@dataclass(frozen=True, slots=True)
class CaseTimeline:
    """Everything on the page below the head. ``left_out``: so many lines of a copy told where somebody hides."""

    head: CaseHead
    items: tuple[Item, ...]
    people: tuple[Named, ...]
    goals: tuple[tuple[int, UUID, str], ...]
    left_out: int = 0


def lanes() -> tuple[Lane, ...]:
    """Every lane in its order."""
    return tuple(Lane(key, str(label), _many(key)) for key, label in NAMES.items())


def undated_lane() -> Lane:
    """The last lane: what happened on a day that nobody knows."""
    return Lane("undated", _("Day not known"), str)


def timeline_of(public_id: UUID, *, asked: Asked, by: Reader) -> CaseTimeline:
    """The timeline of a case as far as ``by`` may see it; ``NotFound`` when absent or hidden. Noted as read.

    Somebody or a goal that is not on it finds nothing. ``asked.whose`` is "case", or "family": then what is kept
    elsewhere about those who take part stands there too. A copy ``for_person`` holds ordinary lines of this case that a
    person may have, and none that tells a hidden address.
    """
    head = case_head(public_id, by=by, act=ACT)
    persons = {one.person_id for one in head.people} if asked.whose == "family" else set()
    rows = case_rows(head.id)
    lived = happenings_of([head.circle_id], persons)
    items = list(_items(head, rows, lived))
    note_reading(
        ACT, circle=head.circle_id, people={who for one in items for who in one.people}, kind="case", ids=[head.id]
    )
    named = {who.id: who for who in (*_named(head), *_in(lived))}
    goals = tuple((one.id, one.public_id, one.title) for one in rows.goals)
    person = _number(asked.person, [(who.id, who.public_id) for who in named.values()])
    goal = _number(asked.goal, [(number, outside) for number, outside, _title in goals])
    found = [one for one in items if _wanted(one, asked.kinds, person, goal)]
    kept, left_out = _copy(found, head) if asked.for_person else (found, 0)
    who = tuple(sorted(named.values(), key=lambda one: one.name))
    return CaseTimeline(head, tuple(sorted(kept, key=_order)), who, goals, left_out)


def _number(wanted: UUID | None, known: Iterable[tuple[int, UUID]]) -> int:
    """The house number of what is asked for: 0 for everything, -1 for what is not there."""
    return 0 if wanted is None else next((number for number, outside in known if outside == wanted), -1)


def _wanted(one: Item, kinds: Collection[str], person: int, goal: int) -> bool:
    if kinds and one.entry.lane not in kinds:
        return False
    if person and person not in one.people:
        return False
    return not goal or goal in one.goals


def _copy(items: Collection[Item], head: CaseHead) -> tuple[list[Item], int]:
    """What a person may have of ``items``, and how many tell where somebody hides (S-174)."""
    ours = [replace(one, few=False) for one in items if one.shareable and one.own and not one.few]
    told = {number for found in told_where({one.entry.key: one.entry.words for one in ours}, circle=head.circle_id)
            for number in found.where}  # fmt: skip
    return [one for one in ours if one.entry.key not in told], len(told)


def _order(one: Item) -> tuple[date, str]:
    return one.entry.first or date.max, one.entry.key


def _named(head: CaseHead) -> Iterator[Named]:
    return (Named(one.person_id, one.person, one.name) for one in head.people)


def _in(lived: Happenings) -> Iterator[Named]:
    for place in lived.placements:
        yield place.person
    for event in lived.events:
        yield from event.people
    for order in lived.orders:
        yield from (part.person for part in order.parts)


def _items(head: CaseHead, rows: CaseRows, lived: Happenings) -> Iterator[Item]:
    base = f"/cases/{head.public_id}/"
    yield from (_event(one, head, base) for one in lived.events)
    yield from (_placement(one, head, base) for one in lived.placements)
    yield from (_order_item(one, head, base) for one in lived.orders)
    yield from _steps(head, base)
    yield from _work(rows, base)


def _event(one: EventView, head: CaseHead, base: str) -> Item:
    told = _("told by %(who)s") % {"who": one.told_by} if one.told_by else ""
    entry = Entry(
        key=f"event-{one.public_id}",
        lane="gains" if one.gain else "life",
        label=one.words,
        words=_sentence(one.on.words or _("Day not known"), f"{one.kind_words}: {one.words}", told),
        first=one.on.first,
        last=one.on.last if one.on.precision != "exact" else None,
        vague=one.on.known and one.on.precision != "exact",
        sign="gain" if one.gain else "dot",
        url=f"{base}events/life/{one.public_id}/" if one.circle_id == head.circle_id else "",
    )
    return _item(entry, one.on.words, one.people, one.level, own=one.circle_id == head.circle_id)


def _placement(one: PlacementView, head: CaseHead, base: str) -> Item:
    until = one.stay.until
    days = _days(one.stay.begin, until)
    carers = _("with %(who)s") % {"who": joined([who.name for who in one.carers], last=_("and"))} if one.carers else ""
    entry = Entry(
        key=f"placement-{one.public_id}",
        lane="placements",
        label=f"{one.person.name}: {one.place or one.kind_words}",
        words=_sentence(days, f"{one.person.name}: {one.title}", carers, one.legal_basis, one.ended_why),
        first=one.stay.begin.first or (until.first if until else None),
        last=_end(one.stay.begin, until),
        span=True,
        vague=one.stay.begin.precision != "exact",
        url=f"{base}events/places/{one.public_id}/" if one.circle_id == head.circle_id else "",
    )
    return _item(entry, days, (one.person,), one.level, own=one.circle_id == head.circle_id)


def _end(begin: When, until: When | None) -> date | None:
    """The last day of a bar; a time that ended on a day nobody knows is drawn as its beginning alone."""
    return None if until is None else until.last or begin.last or begin.first


def _days(begin: When, until: When | None) -> str:
    first = begin.words or _("beginning not known")
    last = _("goes on") if until is None else until.words or _("end not known")
    return f"{first} – {last}"


def _order_item(one: OrderView, head: CaseHead, base: str) -> Item:
    about = joined([who.name for who in one.who("concerned")], last=_("and"))
    last = date_format(one.last_on, "j F Y") if one.last_on else _("no end")
    days = f"{date_format(one.from_on, 'j F Y')} – {last}"
    entry = Entry(
        key=f"order-{one.public_id}",
        lane="orders",
        label=f"{one.kind_words}: {about}",
        words=_sentence(days, f"{one.kind_words}: {about}", one.state_words, one.authority, one.terms),
        first=one.from_on,
        last=one.last_on,
        span=True,
        url=f"{base}events/orders/{one.public_id}/" if one.circle_id == head.circle_id else "",
    )
    return _item(entry, days, tuple(part.person for part in one.parts), one.level, own=one.circle_id == head.circle_id)


def _item(entry: Entry, when: str, people: Iterable[Named], level: int, *, own: bool) -> Item:
    whom = list(dict.fromkeys(people))
    who = joined([one.name for one in whom], last=_("and"))
    return Item(entry, when, who, frozenset(one.id for one in whom), few=level != ORDINARY, own=own)


def _steps(head: CaseHead, base: str) -> Iterator[Item]:
    """The way of the case: openings, steps, changes of direction."""
    turns = (EventKind.MOVED, EventKind.CLOSED, EventKind.REOPENED)
    for place, event in enumerate(head.events):
        kind, day = EventKind(event.kind), timezone.localdate(event.at)
        title = str(kind.label)
        if kind == EventKind.MILESTONE and event.milestone:
            title = str(Milestone(event.milestone).label)
        elif kind == EventKind.MOVED and event.stage:
            title = _("Moved to %(stage)s") % {"stage": Stage(event.stage).label}
        sign = "turn" if kind in turns else "dot"
        yield _point(f"step-{place}", "decisions", title, day, more=event.why, sign=sign, url=f"{base}stages/")


def _work(rows: CaseRows, base: str) -> Iterator[Item]:
    yield from _contacts(rows)
    yield from _goals(rows, base)
    for plan in rows.plans:
        title = _("Plan %(number)d in force") % {"number": plan.number}
        yield _point(f"plan-{plan.id}", "decisions", title, plan.in_force_from, sign="turn", url=f"{base}plan/")
    for review in rows.reviews:
        title = _("Review: %(what)s") % {"what": review.decision}
        yield _point(f"review-{review.id}", "decisions", title, review.held_on, url=f"{base}plan/")
    for one in rows.assessments:
        if one.finished_at:
            title = _("Assessment %(number)d finished") % {"number": one.number}
            day = timezone.localdate(one.finished_at)
            yield _point(f"assessment-{one.id}", "measures", title, day, url=f"{base}assessment/")
    yield from _decided(rows, base)


def _contacts(rows: CaseRows) -> Iterator[Item]:
    for one in rows.contacts:
        day, mode = timezone.localdate(one.at), str(ContactMode(one.mode).label)
        names = [who["name"] for who in one.people_found]
        title = ": ".join(part for part in (mode, one.about) if part)
        found = _point(
            f"contact-{one.id}",
            "contacts",
            title,
            day,
            more=joined(names, last=_("and")),
            url=f"/contacts/{one.public_id}/",
        )
        yield replace(
            found,
            who=joined(names, last=_("and")),
            people=frozenset(who["id"] for who in one.people_found),
            goals=frozenset(one.goals_found),
            few=one.level != ORDINARY,
            shareable=one.shared_found is not False,
        )


def _goals(rows: CaseRows, base: str) -> Iterator[Item]:
    titles = {one.id: one for one in rows.goals}
    before: dict[int, int] = {}
    for one in rows.progress:
        goal = titles.get(one.goal_id)
        if goal is None:
            continue
        last = before.get(goal.id)
        sign = "dot" if last is None or last == one.value else "up" if one.value > last else "down"
        before[goal.id] = one.value
        title = f"{goal.title}: {'−' if one.value < 0 else '+' if one.value else ''}{abs(one.value)}"
        day = timezone.localdate(one.at)
        found = _point(f"progress-{one.id}", "measures", title, day, more=one.words, sign=sign, url=f"{base}plan/")
        yield _of_goal(found, goal.id, goal.person_id, one.level)
    for goal in rows.goals:
        title = _("Goal begun: %(goal)s") % {"goal": goal.title}
        yield _of_goal(
            _point(f"goal-{goal.id}", "decisions", title, goal.starts_on, url=f"{base}plan/"),
            goal.id,
            goal.person_id,
            goal.level,
        )
        if goal.ended_on:
            yield _of_goal(_goal_end(goal, base), goal.id, goal.person_id, goal.level)


def _goal_end(goal: Goal, base: str) -> Item:
    reached = goal.state == GoalState.REACHED
    title = (_("Reached: %(goal)s") if reached else _("Let go: %(goal)s")) % {"goal": goal.title}
    lane, sign = ("gains", "gain") if reached else ("decisions", "turn")
    url = f"{base}plan/"
    return _point(f"goal-end-{goal.id}", lane, title, goal.ended_on, more=goal.end_words, sign=sign, url=url)


def _of_goal(item: Item, goal: int, person: int | None, level: int) -> Item:
    return replace(item, goals=frozenset((goal,)), people=frozenset((person,) if person else ()), few=level != ORDINARY)


def _decided(rows: CaseRows, base: str) -> Iterator[Item]:
    for choice in rows.choices:
        title = f"{choice.what}: {ChoiceAnswer(choice.answer).label}"
        day = choice.answered_on or choice.offered_on
        found = _point(
            f"choice-{choice.id}", "decisions", title, day, more=choice.words, url=f"{base}choices/{choice.public_id}/"
        )
        yield _about(found, choice.person)
    for limit in rows.limits:
        end = min(day for day in (limit.until_on, limit.ended_on) if day)
        title = _("Limit: %(what)s") % {"what": limit.what}
        yield _about(
            _span(f"limit-{limit.id}", "orders", title, (limit.from_on, end), f"{base}limits/{limit.public_id}/"),
            limit.person,
        )
    for consent in rows.consents:
        ends = [timezone.localdate(at) for at in (consent.withdrawn_at, consent.ends_at) if at]
        last = min([day for day in (consent.until_on, *ends) if day], default=None)
        title = _("May tell %(whom)s") % {"whom": consent.recipient}
        yield _about(
            _span(f"consent-{consent.id}", "consents", title, (consent.from_on, last), f"{base}consents/"),
            consent.person,
        )


def _about(item: Item, person: object) -> Item:
    number, name = getattr(person, "id", 0), getattr(person, "display_name", "")
    return replace(item, who=name, people=frozenset((number,)))


def _point(
    key: str, lane: str, title: str, day: date | None, *, more: str = "", sign: str = "dot", url: str = ""
) -> Item:
    when = date_format(day, "j F Y") if day else ""
    words = _sentence(when or _("Day not known"), title, more)
    return Item(Entry(key, lane, title, words, day, sign=sign, url=url), when, "", frozenset())


def _span(key: str, lane: str, title: str, days: tuple[date, date | None], url: str) -> Item:
    last = date_format(days[1], "j F Y") if days[1] else _("no end")
    when = f"{date_format(days[0], 'j F Y')} – {last}"
    return Item(Entry(key, lane, title, _sentence(when, title), *days, span=True, url=url), when, "", frozenset())


def _sentence(when: str, what: str, *more: str) -> str:
    """One sentence of a line: its day, what it is, and what is known beside it."""
    return f"{when}. " + ". ".join(part.rstrip(".") for part in (what, *more) if part) + "."


def _many(key: str) -> Callable[[int], str]:
    def words(count: int) -> str:
        if key == "contacts":
            return ngettext("%(n)d contact", "%(n)d contacts", count) % {"n": count}
        return ngettext("%(n)d entry", "%(n)d entries", count) % {"n": count}

    return words
