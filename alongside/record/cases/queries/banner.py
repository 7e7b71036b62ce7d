"""What stands in the banner of every case page: how she is called, what she speaks, how contact is safe."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.ground.foundation.text import joined
from alongside.record.people.enums import Answer, ContactPointKind, NameKind
from alongside.record.people.models import ContactPoint, Person, PersonName


@dataclass(frozen=True, slots=True)
class Banner:
    """The person by whom a case is named, as every page of the case must show her.

    ``called`` is the name she likes to be called, ``contact`` the rules of safe contact in words (never a number),
    ``hidden`` what must not be passed on; empty texts mean that nobody has asked or said.
    """

    person_id: int
    person: UUID
    name: str
    called: str
    pronouns: str
    speaks: str
    reads: str
    interpreter: str
    contact: tuple[str, ...]
    hidden: tuple[str, ...]


def banner_of(person: Person) -> Banner:
    """The banner for ``person``, as far as the reader may see her ways of contact. Two statements."""
    names = PersonName.objects.filter(person=person, kind=NameKind.PREFERRED, until_on=None).order_by("-id")
    called = names.values_list("full", flat=True).first() or ""
    points = list(ContactPoint.objects.filter(person=person, ended_on=None).order_by("id"))
    languages = [str(language) for language in person.languages]
    return Banner(
        person_id=person.id,
        person=person.public_id,
        name=person.display_name,
        called=called,
        pronouns=person.pronouns,
        speaks=joined(languages, last=_("and")),
        reads=person.reads_best,
        interpreter=_interpreter(person),
        contact=tuple(dict.fromkeys(words for point in points if (words := _rule(point)))),
        hidden=tuple(dict.fromkeys(_hidden(point) for point in points if point.level == SAFE_LOCATION)),
    )


def _interpreter(person: Person) -> str:
    if person.interpreter == Answer.YES:
        language = person.interpreter_language
        return _("Interpreter needed: %(language)s") % {"language": language} if language else _("Interpreter needed")
    return _("No interpreter needed") if person.interpreter == Answer.NO else ""


def _rule(point: ContactPoint) -> str:
    """The rule for one contact point as a short sentence: "Text after 18:00. No voicemail. Say “LB”."""
    answers = {"call": point.call_ok, "text": point.text_ok, "voicemail": point.voicemail_ok, "letter": point.letter_ok}
    if set(answers.values()) == {Answer.NOT_ASKED}:
        return ""
    parts = [*_yes(point, answers), *_no(point, answers)]
    if point.say_as:
        parts.append(_("Say “%(name)s”") % {"name": point.say_as})
    return ". ".join(parts)


def _yes(point: ContactPoint, answers: dict[str, str]) -> list[str]:
    ways = {"call": _("Call"), "text": _("Text"), "letter": _("Letter")}
    if point.kind == ContactPointKind.EMAIL:
        ways = {"text": _("E-mail")}
    elif point.kind == ContactPointKind.ADDRESS:
        ways = {"call": _("Visit"), "letter": _("Letter")}
    safe = joined([words for key, words in ways.items() if answers[key] == Answer.YES], last=_("or"))
    begin, end = point.hours_from, point.hours_until
    if not safe or not (begin or end):
        return [safe] if safe else []
    hours = {"ways": safe, "begin": f"{begin:%H:%M}" if begin else "", "end": f"{end:%H:%M}" if end else ""}
    if begin and end:
        return [_("%(ways)s from %(begin)s to %(end)s") % hours]
    return [_("%(ways)s after %(begin)s") % hours if begin else _("%(ways)s before %(end)s") % hours]


def _no(point: ContactPoint, answers: dict[str, str]) -> list[str]:
    no = {
        "call": _("No visits") if point.kind == ContactPointKind.ADDRESS else _("No calls"),
        "text": _("No e-mail") if point.kind == ContactPointKind.EMAIL else _("No texts"),
        "voicemail": _("No voicemail"),
        "letter": _("No letters"),
    }
    return [words for key, words in no.items() if answers[key] == Answer.NO]


def _hidden(point: ContactPoint) -> str:
    what = point.label or str(ContactPointKind(point.kind).label)
    return _("%(what)s is kept hidden") % {"what": what}
