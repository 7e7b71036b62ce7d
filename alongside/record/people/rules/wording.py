"""Safe contact in the few words that stand beside a name: "Text after 18:00. No voicemail. Say “LB”" (Practice B13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from alongside.ground.foundation.text import joined
from alongside.record.people.enums import Answer, ContactPointKind
from alongside.record.people.rules.contact import Preferences, is_stale


def _ways(kind: str) -> tuple[tuple[str, str, str], ...]:
    """The answers of a contact point in their order: field, the way as a verb, and the way refused."""
    calls = ("call_ok", _("call"), _("calls"))
    texts = ("text_ok", _("text"), _("texts"))
    voicemail = ("voicemail_ok", _("voicemail"), _("voicemail"))
    return {
        ContactPointKind.PHONE.value: (calls, texts, voicemail),
        ContactPointKind.EMAIL.value: (("text_ok", _("write an e-mail"), _("e-mail")),),
        ContactPointKind.ADDRESS.value: (
            ("letter_ok", _("write a letter"), _("letters")),
            ("call_ok", _("visit"), _("visits")),
        ),
        ContactPointKind.PLACE.value: (("call_ok", _("visit"), _("visits")),),
    }.get(kind, (calls, texts, voicemail, ("letter_ok", _("write a letter"), _("letters"))))


def safe_words(preferences: Preferences, *, say_as: str = "", today: date | None = None) -> str:
    """What is safe on one contact point, in words; "Not asked how contact is safe" when nothing was answered.

    With ``today`` an answer that is too old says so.
    """
    ways = _ways(preferences.kind)
    yes = [verb for name, verb, _no in ways if getattr(preferences, name) == Answer.YES and name != "voicemail_ok"]
    no = [noun for name, _verb, noun in ways if getattr(preferences, name) == Answer.NO]
    if not yes and not no:
        return _("Not asked how contact is safe")
    sentences = []
    if yes:
        way = joined(yes, last=_("or"))
        hours = hours_words(preferences.hours_from, preferences.hours_until)
        sentences.append(f"{way[0].upper()}{way[1:]} {hours}".strip())
    if preferences.voicemail_ok == Answer.YES and preferences.kind in (ContactPointKind.PHONE, ContactPointKind.OTHER):
        sentences.append(_("Voicemail is safe"))
    if no:
        sentences.append(_("No %(ways)s") % {"ways": joined(no, last=_("or"))})
    if say_as.strip():
        sentences.append(_("Say “%(name)s”") % {"name": say_as.strip()})
    if today is not None and is_stale(preferences, today):
        sentences.append(_("Ask again, the answer is old"))
    return ". ".join(sentences)


def hours_words(begin: time | None, end: time | None) -> str:
    """Safe hours in words: "after 18:00", "before 09:00", "from 18:00 to 20:00", or nothing."""
    if begin and end:
        return _("from %(begin)s to %(end)s") % {"begin": f"{begin:%H:%M}", "end": f"{end:%H:%M}"}
    if begin:
        return _("after %(begin)s") % {"begin": f"{begin:%H:%M}"}
    if end:
        return _("before %(end)s") % {"end": f"{end:%H:%M}"}
    return ""


def first_of(points: Sequence[Preferences]) -> int | None:
    """The place of the contact point that should stand beside the name, or None when there is none.

    One that is safe, else one with any answer, else the first; phones before e-mail before addresses.
    """
    if not points:
        return None
    order = list(ContactPointKind.values)

    def worth(place: int) -> tuple[int, int]:
        answers = {getattr(points[place], name) for name, _verb, _no in _ways(points[place].kind)}
        return (0 if Answer.YES in answers else 1 if Answer.NO in answers else 2, order.index(points[place].kind))

    return min(range(len(points)), key=lambda place: (worth(place), place))


def masked(kind: str, value: str) -> str:
    """A number or address covered on the page until it is asked for: "•••• 4471", "m•••@…", "Address"."""
    text = value.strip()
    if kind == ContactPointKind.PHONE:
        digits = [letter for letter in text if letter.isdigit()]
        return "•••• " + "".join(digits[-4:]) if len(digits) > 6 else "••••"
    if kind == ContactPointKind.EMAIL:
        return f"{text[:1]}•••@•••"
    return "••••"
