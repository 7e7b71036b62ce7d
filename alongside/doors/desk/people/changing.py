"""Essentials and names of a person change."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.agency.staff import queries as staff
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.people.forms import ChangeForm, EndForm, NameForm, WorkerForm
from alongside.doors.desk.people.frame import Sheet, card_or_404, filled, sheet_page
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.intakes.rules.asking import read_birth
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.actions import NewName
from alongside.record.people.enums import BirthPrecision
from alongside.record.people.queries import PersonCard
from alongside.record.people.rules.dates import stored_birth, typed_birth

ESSENTIALS = ("pronouns", "died_on", "sex", "gender", "gender_words", "identity_words", "reads_best", "interpreter")
MORE = ("interpreter_language", "communication_note")


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, person: UUID) -> HttpResponse:
    """Change what is known of a person."""
    card = card_or_404(person, request)
    sheet = Sheet(
        title=_("Change what is known"),
        button=_("Save"),
        done=_("Saved."),
        rows=(
            ("version",),
            ("pronouns", "born"),
            ("languages", "reads_best"),
            ("interpreter", "interpreter_language"),
            ("communication_note",),
            ("identity_words",),
            ("gender", "gender_words"),
            ("sex",),
            ("died_on",),
        ),
        after=_("What stood here before is kept in the history."),
        names={"born_on": "born"},
    )
    form = ChangeForm(request.POST or None, initial=_initial(card))
    birth = birth_in(form) if form.is_valid() else None
    if birth is None:
        return sheet_page(request, card, form, sheet)
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.change_person(
            person=people.person_row(person),
            version=said["version"] or 0,
            born_on=birth[0],
            birth_precision=birth[1],
            languages=said["languages"].split(","),
            by=request.reader,
            **{name: said[name] for name in (*ESSENTIALS, *MORE)},
        ),
    )


@require_http_methods(["GET", "POST"])
def new_name(request: DeskRequest, person: UUID) -> HttpResponse:
    """Add a name."""
    card = card_or_404(person, request)
    sheet = Sheet(
        title=_("Add a name"),
        button=_("Add name"),
        done=_("Name added."),
        rows=(("full", "kind"), ("given", "family"), ("language", "from_on")),
        lead=_(
            "Earlier names stay, so that nobody is lost. A new legal name, or name to be called by, replaces the old."
        ),
        names={"full_name": "full"},
    )
    form = NameForm(request.POST or None)
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.add_name(
            person=people.person_row(person),
            name=NewName(said["full"], said["kind"], said["given"], said["family"], said["language"]),
            from_on=said["from_on"],
            by=request.reader,
        ),
    )


@require_http_methods(["GET", "POST"])
def end_name(request: DeskRequest, person: UUID, name: UUID) -> HttpResponse:
    """End a name that somebody does not bear any more."""
    card = card_or_404(person, request)
    try:
        row = people.name_row(name)
    except NotFound:
        raise Http404 from None
    if row.person_id != card.id:
        raise Http404
    sheet = Sheet(
        title=_("%(name)s is not used any more") % {"name": row.full},
        button=_("End this name"),
        done=_("The name has ended. It is still found by a search."),
        rows=(("version",), ("on",)),
    )
    form = EndForm(request.POST or None, initial={"version": row.version})
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.end_name(name=row, version=said["version"] or 0, on=said["on"], by=request.reader),
    )


@require_http_methods(["GET", "POST"])
def worker(request: DeskRequest, person: UUID) -> HttpResponse:
    """Note that a colleague is this person herself, so that she is kept out of her own record."""
    card = card_or_404(person, request)
    sheet = Sheet(
        title=_("A colleague’s own record"),
        button=_("Keep the colleague out"),
        done=_("Noted. The colleague cannot open anything about this person."),
        rows=(("worker",), ("relative",)),
        lead=_(
            "A colleague who is this person must not read this record. Whatever they could open of it ends at once, "
            "and nobody can open it for them again, in an emergency either."
        ),
    )
    form = WorkerForm(request.POST or None)
    lines = [line for line in staff.workers() if line.id != request.reader.worker_id]
    form.fields["worker"].choices = [(str(line.public_id), line.name) for line in lines]  # type: ignore[attr-defined]  # a ChoiceField
    numbers = {str(line.public_id): line.id for line in lines}
    return filled(
        request,
        card,
        form,
        sheet,
        lambda said: actions.link_worker(
            person=people.person_row(person),
            worker_id=numbers[said["worker"]],
            relative=said["relative"],
            by=request.reader,
        ),
    )


def birth_in(form: Form) -> tuple[date | None, BirthPrecision] | None:
    """The birth as the form's field ``born`` says it; None, with an error at the field, when it cannot be read."""
    birth = read_birth(form.cleaned_data["born"], today=clock.today())
    try:
        if birth is not None:
            return stored_birth(birth)
    except ValueError:
        form.add_error("born", _("There is no such day; write the date again, or only the year."))
        return None
    form.add_error("born", _("We cannot read this. Write it like 1992-05-03, May 1992, 1992 or “about 40”."))
    return None


def _initial(card: PersonCard) -> dict[str, object]:
    fields = {name: getattr(card, name) for name in (*ESSENTIALS, *MORE)}
    return {
        **fields,
        "version": card.version,
        "born": typed_birth(card.born_on, card.birth_precision),
        "languages": ", ".join(card.languages),
    }
