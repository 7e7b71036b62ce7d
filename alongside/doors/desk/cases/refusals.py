"""How a refusal of an action returns to the form that was sent: every sentence at its field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.forms import Form

from alongside.agency.drafts.actions import submit_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import Refused, Stale


def put_right(form: Form, refusal: Refused, *, names: Mapping[str, str] | None = None) -> None:
    """Write the sentences of ``refusal`` to the fields of ``form``, each with the rule behind it.

    What fits no field stands above them all. ``names`` maps names of the action's arguments to names of the form's
    fields where they differ.
    """
    told = False
    for name, sentence in refusal.fields.items():
        place = (names or {}).get(name, name)
        if place in form.fields:
            form.add_error(place, f"{sentence} ({refusal.basis})" if refusal.basis else str(sentence))
            told = True
    if not told:
        form.add_error(None, words_of(refusal))


def carried_out(form: Form, act: Callable[[], object], *, names: Mapping[str, str] | None = None) -> bool:
    """Whether ``form`` was in order and ``act`` was not refused; if not, every sentence stands at its field.

    That somebody else changed the thing meanwhile (`Stale`) is no refusal to put right: it passes through.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except Stale:
        raise
    except Refused as refusal:
        put_right(form, refusal, names=names)
        return False
    return True


def sent_once(
    request: DeskRequest,
    form: Form,
    act: Callable[[], str],
    *,
    draft: str = "",
    names: Mapping[str, str] | None = None,
) -> str | None:
    """The address that ``act`` answers, done once for this press of the button; None when ``form`` is to be put right.

    ``draft`` is the key of the draft that is used up.
    """
    addresses: list[str] = []

    def once() -> None:
        key, body = form.cleaned_data["idempotency_key"], dict(request.POST.lists())
        addresses.append(submit_once(key=key, body=body, act=act, draft=draft, by=request.reader))

    return addresses[0] if carried_out(form, once, names=names) else None


def words_of(refusal: Refused) -> str:
    """The sentence of ``refusal``, with the rule behind it."""
    return f"{refusal.message} ({refusal.basis})" if refusal.basis else str(refusal.message)
