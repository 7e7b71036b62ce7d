"""What is said of whoever was tapped: how they are related to somebody here, how they stand, where they live."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.doors.desk.cases.refusals import sent_once
from alongside.doors.desk.family.canvas import Canvas
from alongside.doors.desk.family.said import NEW, AroundForm, BondSaidForm, HomeForm, LinkForm, OverForm
from alongside.oversight.journeys.adding_kin import Held, add_person_beside
from alongside.oversight.journeys.living_together import Rating, draw_household, draw_system
from alongside.oversight.journeys.marks import Mark
from alongside.oversight.overviews.family_together import Chosen, Fact, Pair
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.enums import SystemKind

PLACES = {"other": "kind", "person": "kind"}
"""Where what the actions refuse stands in the forms."""


def link(canvas: Canvas) -> HttpResponse:
    """How two who are drawn already are related: written down, or ended."""
    two = _two(canvas)
    if two is None:
        return canvas.show()
    chosen, pair = two
    if canvas.request.POST.get("fact"):
        return _over(canvas, pair.related, _end_relation)
    form = LinkForm(chosen.name, pair.name, canvas.request.POST or None, initial=_fresh())

    def act() -> str:
        said = form.cleaned_data
        drawn = add_person_beside(
            case=canvas.page.head.public_id,
            beside=pair.person,
            kind=said["kind"],
            who=chosen.person,
            held=Held(said["from_on"], said["until_on"], said["ending"]),
            source=said["source"],
            why=said["why"],
            by=canvas.request.reader,
        )
        return canvas.done(drawn.marks)

    return _sent(canvas, form, act, over=_overs(pair.related, canvas), title=_("How they are related"))


def bond(canvas: Canvas) -> HttpResponse:
    """How two stand to each other in somebody's view: written down with its basis, or ended."""
    two = _two(canvas)
    if two is None:
        return canvas.show()
    chosen, pair = two
    if canvas.request.POST.get("fact"):
        return _over(canvas, pair.bonds, _end_bond)
    names = [(str(chosen.person), chosen.name), (str(pair.person), pair.name)]
    form = BondSaidForm(names, _everybody(canvas, chosen), canvas.request.POST or None, initial=_fresh())

    def act() -> str:
        said = form.cleaned_data
        first, second = sorted((chosen.person, pair.person), key=lambda one: str(one) != said["person"])
        noted = actions.note_bond(
            circle=canvas.page.head.circle_id,
            person=people.person_row(first),
            other=people.person_row(second),
            kind=said["kind"],
            basis=said["basis"],
            said_by=people.person_row(UUID(said["said_by"])) if said["said_by"] else None,
            by=canvas.request.reader,
        )
        return canvas.done([Mark("b", noted.public_id)], bonds=True)

    return _sent(canvas, form, act, over=_overs(pair.bonds, canvas), title=_("How they stand to each other"))


def home(canvas: Canvas) -> HttpResponse:
    """Where somebody lives, with whom; or that they have moved out."""
    chosen, homes = _chosen(canvas), canvas.page.homes
    stays = [one.stay for one in homes if one.stay]
    if canvas.request.POST.get("fact"):
        return _over(canvas, stays, _end_stay)
    others = [(str(one), name) for one, name in canvas.page.everybody if one != chosen.person]
    begin = _fresh() | {"label": _("Home of %(name)s") % {"name": chosen.name}}
    form = HomeForm(homes, others, canvas.request.POST or None, initial=begin)

    def act() -> str:
        said = form.cleaned_data
        marks = draw_household(
            case=canvas.page.head.public_id,
            persons=[chosen.person, *said["along"]],
            home=None if said["home"] == NEW else UUID(said["home"]),
            label=said["label"],
            from_on=said["from_on"],
            by=canvas.request.reader,
        )
        return canvas.done(marks)

    return _sent(canvas, form, act, over=_overs(stays, canvas), title=_("Where they live"))


def around(canvas: Canvas) -> HttpResponse:
    """What stands around somebody: tapped among what is known, or by its kind; then how they stand to it."""
    chosen, request = _chosen(canvas), canvas.request
    at = str(chosen.person)
    known = {str(one): name for one, name in canvas.page.around}
    system, kind = request.GET.get("system", ""), request.GET.get("kind", "")
    if system not in known and kind not in SystemKind.values:
        if request.method == "POST":
            raise Http404
        taps: dict[str, Any] = {
            "systems": [(canvas.there(at=at, do="around", system=one), name) for one, name in known.items()],
            "kinds": [(canvas.there(at=at, do="around", kind=one.value), one.label) for one in SystemKind],
        }
        return canvas.show(**taps)
    whose = [(f"home-{one.id}", one.label) for one in canvas.page.homes if one.stay]
    begin = _fresh() | {"kind": kind, "whose": whose[0][0] if whose else at}
    form = AroundForm([*whose, (at, chosen.name)], _everybody(canvas, chosen), request.POST or None, initial=begin)
    if system in known:
        for name in ("kind", "label"):
            form.fields[name].required = False

    def act() -> str:
        said = form.cleaned_data
        house = said["whose"].removeprefix("home-") if said["whose"].startswith("home-") else ""
        speaker = UUID(said["said_by"]) if said["said_by"] else None
        marks = draw_system(
            case=canvas.page.head.public_id,
            system=UUID(system) if system in known else None,
            kind=said["kind"],
            label=said["label"],
            person=None if house else chosen.person,
            home=UUID(house) if house else None,
            rating=Rating(said["strength"], said["energy"], said["stressful"], speaker, said["words"]),
            by=request.reader,
        )
        return canvas.done(marks)

    title = known.get(system) or str(SystemKind(kind).label)
    return _sent(canvas, form, act, title=title, known=known.get(system, ""))


WAYS: Mapping[str, Callable[[Canvas], HttpResponse]] = {"link": link, "bond": bond, "home": home, "around": around}
"""What is done by the word in the address."""


def _sent(canvas: Canvas, form: Form, act: Callable[[], str], **more: Any) -> HttpResponse:
    """The page with the form; or, when it was sent and nothing refused, the drawing after it."""
    if canvas.request.method == "GET":
        return canvas.show(form=form, **more)
    done = sent_once(canvas.request, form, act, names=PLACES)
    return redirect(done) if done else canvas.show(form=form, status=422, **more)


def _over(canvas: Canvas, facts: Iterable[Fact], end: Callable[[Canvas, Fact, OverForm], Mark]) -> HttpResponse:
    """End one of these facts; 404 for any other."""
    fact = next((one for one in facts if str(one.id) == canvas.request.POST["fact"]), None)
    if fact is None:
        raise Http404
    form = OverForm(canvas.request.POST)
    done = sent_once(canvas.request, form, lambda: canvas.done([end(canvas, fact, form)]))
    overs = [(one, form if one == fact else OverForm(initial=_fresh(fact=one.id))) for one in facts]
    return redirect(done) if done else canvas.show(over=overs, refused=form, status=422)


def _end_relation(canvas: Canvas, fact: Fact, form: OverForm) -> Mark:
    said = form.cleaned_data
    row = people.relationship_row(fact.id)
    ended = actions.end_relationship(
        relationship=row, version=fact.version, on=said["on"], ending=said["ending"], by=canvas.request.reader
    )
    return Mark("R", ended.public_id, ended.version)


def _end_bond(canvas: Canvas, fact: Fact, form: OverForm) -> Mark:
    row = people.bond_row(fact.id)
    ended = actions.end_bond(bond=row, version=fact.version, on=form.cleaned_data["on"], by=canvas.request.reader)
    return Mark("B", ended.public_id, ended.version)


def _end_stay(canvas: Canvas, fact: Fact, form: OverForm) -> Mark:
    row, day = people.membership_row(fact.id), form.cleaned_data["on"]
    left = actions.leave_household(membership=row, version=fact.version, on=day, by=canvas.request.reader)
    return Mark("M", left.public_id, left.version)


def _overs(facts: Iterable[Fact], canvas: Canvas) -> list[tuple[Fact, OverForm]]:
    return [(one, OverForm(initial=_fresh(fact=one.id))) for one in facts] if canvas.may else []


def _two(canvas: Canvas) -> tuple[Chosen, Pair] | None:
    """Whoever was tapped first and second; None while the second is awaited."""
    if canvas.page.pair is None and canvas.request.method == "POST":
        raise Http404
    return (_chosen(canvas), canvas.page.pair) if canvas.page.pair else None


def _chosen(canvas: Canvas) -> Chosen:
    if canvas.page.chosen is None:
        raise Http404
    return canvas.page.chosen


def _everybody(canvas: Canvas, first: Chosen) -> list[tuple[str, str]]:
    """Everybody by name, whoever was tapped first: they mostly speak of themselves."""
    names = [(str(one), name) for one, name in canvas.page.everybody if one != first.person]
    return [(str(first.person), first.name), *names]


def _fresh(**more: object) -> dict[str, object]:
    return {"idempotency_key": uuid4().hex, **more}
