"""Ways to reach a person are added, changed and ended, with what she says is safe on each (Practice B13)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.models import CircleSubject
from alongside.agency.keys.actions import encrypt_with_key
from alongside.agency.keys.queries import blind_word
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import ORDINARY, SAFE_LOCATION, Reader
from alongside.ground.foundation.text import phone_key
from alongside.record.people.enums import Answer, ContactPointKind
from alongside.record.people.models import ContactPoint, Person
from alongside.record.people.queries.kept import place_of, values_of
from alongside.record.people.rules.contact import unreadable
from alongside.record.people.rules.keeping import may_keep_people

ANSWERS = ("call_ok", "text_ok", "voicemail_ok", "letter_ok")
CHANGEABLE = frozenset(
    {
        *("value", "label", *ANSWERS, "hours_from", "hours_until", "who_else", "say_as", "note", "language"),
        *("asked_on", "review_on", "level"),
    }
)
"""What ``change_contact_point`` may change; another kind of way is another contact point."""


@transaction.atomic
def add_contact_point(
    *,
    person: Person,
    circle: int,
    kind: ContactPointKind | str,
    value: str,
    label: str = "",
    call_ok: Answer | str = Answer.NOT_ASKED,
    text_ok: Answer | str = Answer.NOT_ASKED,
    voicemail_ok: Answer | str = Answer.NOT_ASKED,
    letter_ok: Answer | str = Answer.NOT_ASKED,
    hours_from: time | None = None,
    hours_until: time | None = None,
    who_else: str = "",
    say_as: str = "",
    note: str = "",
    language: str = "",
    asked_on: date | None = None,
    review_on: date | None = None,
    level: int = ORDINARY,
    by: Reader,
) -> ContactPoint:
    """Add a way to reach a person, kept in ``circle`` (of which she is a subject), with what she says is safe on it.

    For e-mail ``text_ok`` is the answer about messages, for an address ``letter_ok`` about letters and ``call_ok``
    about visits. Hours are in the agency's time zone. ``level`` is ORDINARY, or SAFE_LOCATION for what only those who
    carry the case may see. ``asked_on`` is the day of the answers: today when any was given and no day was.

    Refused: an empty or unreadable value, a day asked that is to come, a circle that does not concern her.
    """
    require(may_keep_people(by))
    facts: dict[str, Any] = {
        "value": value,
        "label": label,
        "call_ok": call_ok,
        "text_ok": text_ok,
        "voicemail_ok": voicemail_ok,
        "letter_ok": letter_ok,
        "hours_from": hours_from,
        "hours_until": hours_until,
        "who_else": who_else,
        "say_as": say_as,
        "note": note,
        "language": language,
        "asked_on": asked_on,
        "review_on": review_on,
        "level": level,
    }
    if not CircleSubject.objects.filter(circle_id=circle, person_id=person.id).exists():
        raise NotFound
    if kind not in ContactPointKind.values:
        reason = _("Choose what this is: phone, e-mail, address or another way.")
        raise Refused("people.contact.kind", reason, fields={"kind": reason})
    facts = _checked(str(kind), facts, answered_before={})
    row = ContactPoint(circle_id=circle, person=person, kind=kind, **facts)
    _encrypt(row, by=by)
    row.save(force_insert=True)
    return row


@transaction.atomic
def change_contact_point(*, point: ContactPoint, version: int, by: Reader, **facts: Any) -> ContactPoint:
    """Change a way to reach a person; ``facts`` holds the fields of ``CHANGEABLE`` that change.

    Raises ``Stale`` with the present values when somebody else changed it since ``version``. Refused as in
    ``add_contact_point``, and for a contact point that has ended.
    """
    require(may_keep_people(by))
    if unknown := facts.keys() - CHANGEABLE:
        raise TypeError(f"A contact point is not changed by {', '.join(sorted(unknown))}.")
    row = _locked(point)
    if row.version != version:
        row.value = values_of([row])[row.id]
        theirs = {name: "" if getattr(row, name) is None else str(getattr(row, name)) for name in facts}
        theirs["version"] = str(row.version)
        raise Stale(_("Somebody else has changed this meanwhile. Both versions are shown."), theirs)
    if row.ended_on is not None:
        raise Refused("people.contact.ended", _("This is no longer in use. Add it again if it is."))
    facts = _checked(row.kind, facts, answered_before={name: getattr(row, name) for name in ANSWERS})
    kept = () if facts.keys().isdisjoint({"value", "level"}) else ("value", "phone_key")
    if kept:
        row.value = values_of([row])[row.id]
        row.phone_key = phone_key(row.value) if row.kind == ContactPointKind.PHONE else ""
    if {"value", "level"} <= facts.keys() and facts["level"] == SAFE_LOCATION != row.level:
        _hide(row, by=by)
    for name, value in facts.items():
        setattr(row, name, value)
    if kept:
        _encrypt(row, by=by)
    row.version += 1
    row.save(update_fields=[*{*facts, *kept}, "version"])
    return row


@transaction.atomic
def end_contact_point(*, point: ContactPoint, version: int, on: date | None = None, why: str = "", by: Reader) -> None:
    """End a way to reach a person: nobody uses it any more, and nobody is found by it. What was said of it stays."""
    require(may_keep_people(by))
    row = _locked(point)
    if row.version != version:
        theirs = {"value": values_of([row])[row.id], "version": str(row.version)}
        raise Stale(_("Somebody else has changed this meanwhile."), theirs)
    day = on or clock.today()
    if row.ended_on is not None or day > clock.today():
        raise Refused("people.contact.end", _("This has ended already, or the day is still to come."))
    if why.strip():
        access.say_why(why.strip())
    row.ended_on = day
    row.version += 1
    row.save(update_fields=["ended_on", "version"])


def _hide(row: ContactPoint, *, by: Reader) -> None:
    """Hide a way as it is, before its words change: history takes the earlier words encrypted, never in clear."""
    clear, found_by = row.value, row.phone_key
    row.level = SAFE_LOCATION
    _encrypt(row, by=by)
    row.save(update_fields=["level", "value", "phone_key"])
    row.value, row.phone_key = clear, found_by


def _encrypt(row: ContactPoint, *, by: Reader) -> None:
    """Encrypt the value of what must stay hidden, so that no copy of the database tells where somebody is."""
    if row.level == SAFE_LOCATION:
        row.value = encrypt_with_key(circle=row.circle_id, place=place_of(row), text=row.value, by=by)
        row.phone_key = blind_word(row.phone_key)


def _locked(point: ContactPoint) -> ContactPoint:
    return held(ContactPoint.objects.filter(id=point.id))


def _checked(kind: str, facts: dict[str, Any], *, answered_before: dict[str, str]) -> dict[str, Any]:
    """``facts`` tidied, with what follows from them; raises ``Refused`` for what cannot be."""
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if "value" in facts:
        _readable(kind, facts["value"])
        facts["phone_key"] = phone_key(facts["value"]) if kind == ContactPointKind.PHONE else ""
    if facts.get("level", ORDINARY) not in (ORDINARY, SAFE_LOCATION):
        raise Refused("people.contact.level", _("A way to reach somebody is ordinary, or a safe location."))
    if facts.get("asked_on") and facts["asked_on"] > clock.today():
        reason = _("This day is still to come. Write the day on which you asked.")
        raise Refused("people.contact.asked", reason, fields={"asked_on": reason})
    answers = {name: facts.get(name, answered_before.get(name, Answer.NOT_ASKED)) for name in ANSWERS}
    changed = any(answers[name] != answered_before.get(name, Answer.NOT_ASKED) for name in ANSWERS)
    if changed and not facts.get("asked_on"):
        facts["asked_on"] = clock.today()
    return facts


def _readable(kind: str, value: str) -> None:
    if reason := unreadable(kind, value):
        raise Refused("people.contact.value", reason, fields={"value": reason})
