"""Safe contact: the one question that everything asks before it reaches for a person (Practice B13).

Nobody is contacted in a way that she has not called safe. What was never asked counts as a reason to ask, not as
leave; what was asked long ago is asked again before anything is sent without a human hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.text import phone_key
from alongside.record.people.enums import Answer, ContactPointKind

STALE_AFTER = 365
STALE_AFTER_VICTIM_SERVICE = 90
"""Days after which an answer about safe contact no longer carries automatic messages."""

BASIS = gettext_lazy("Practice B13: contact only in ways that the person has called safe")


class Channel(TextChoices):
    """A way of using a contact point."""

    CALL = "call", gettext_lazy("Call")
    VOICEMAIL = "voicemail", gettext_lazy("Voicemail")
    TEXT = "text", gettext_lazy("Text message")
    EMAIL = "email", gettext_lazy("E-mail")
    LETTER = "letter", gettext_lazy("Letter")
    VISIT = "visit", gettext_lazy("Visit")


class Purpose(TextChoices):
    """Why somebody is contacted. ASK: to ask how contact is safe; AUTOMATIC: sent without a human hand."""

    ASK = "ask", gettext_lazy("To ask how contact is safe")
    WORK = "work", gettext_lazy("A worker's own contact")
    AUTOMATIC = "automatic", gettext_lazy("A message sent by the system")


_FITS: dict[str, tuple[Channel, ...]] = {
    ContactPointKind.PHONE: (Channel.CALL, Channel.VOICEMAIL, Channel.TEXT),
    ContactPointKind.EMAIL: (Channel.EMAIL,),
    ContactPointKind.ADDRESS: (Channel.LETTER, Channel.VISIT),
    ContactPointKind.PLACE: (Channel.VISIT,),
    ContactPointKind.OTHER: tuple(Channel),
}
_AT_ANY_HOUR = (Channel.LETTER, Channel.EMAIL)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has said about one contact point; the fields are those of ``ContactPoint``.

    For e-mail ``text_ok`` is the answer about messages, for an address ``letter_ok`` about letters and ``call_ok``
    about visits. Hours are in the agency's time zone; a span over midnight is one span.
    """

    kind: str
    call_ok: str = Answer.NOT_ASKED
    text_ok: str = Answer.NOT_ASKED
    voicemail_ok: str = Answer.NOT_ASKED
    letter_ok: str = Answer.NOT_ASKED
    hours_from: time | None = None
    hours_until: time | None = None
    asked_on: date | None = None
    review_on: date | None = None
    ended_on: date | None = None

    def answer(self, channel: str) -> str:
        """The person's answer about ``channel``."""
        return {
            Channel.CALL: self.call_ok,
            Channel.VISIT: self.call_ok,
            Channel.VOICEMAIL: self.voicemail_ok,
            Channel.TEXT: self.text_ok,
            Channel.EMAIL: self.text_ok,
            Channel.LETTER: self.letter_ok,
        }[Channel(channel)]


def may_contact(
    preferences: Preferences, channel: str, at: datetime, purpose: str, *, victim_service: bool = False
) -> Decision:
    """Whether this contact point may be used by ``channel`` (a Channel) at ``at``, for ``purpose`` (a Purpose).

    ``at`` is an aware time in the agency's zone. No: an ended contact point, a way that was called unsafe or does not
    exist there, hours outside the safe ones, a way never asked about (a call to ask is allowed, voicemail is not),
    automatic messages on an answer that is too old. A yes may carry a reason: what to ask first.
    """
    if at.tzinfo is None:
        raise ValueError("The time of a contact needs its time zone.")
    if preferences.ended_on and preferences.ended_on <= at.date():
        return Decision.no("people.contact.ended", _("This is no longer in use; choose another way."), BASIS)
    if channel not in Channel.values or Channel(channel) not in _FITS.get(preferences.kind, ()):
        return Decision.no("people.contact.does_not_fit", _("This cannot be used in that way; choose another."))
    answer = preferences.answer(channel)
    if answer == Answer.NO:
        return Decision.no(
            "people.contact.not_safe", _("The person has said that this is not safe; choose another way."), BASIS
        )
    if channel not in _AT_ANY_HOUR and not _within_hours(preferences, at.timetz().replace(tzinfo=None)):
        return _outside_hours(preferences)
    if answer != Answer.YES:
        return _not_asked(channel, purpose)
    return _fresh_enough(preferences, at.date(), purpose, victim_service=victim_service)


def unsafe_way(
    points: Sequence[Preferences], channel: str, at: datetime, *, guarded: bool, victim_service: bool = False
) -> Decision:
    """Whether a person may be reached by ``channel`` at ``at`` through any of her ``points``, by a worker herself.

    Yes when one of them may be used. With somebody who is ``guarded`` what nobody has asked counts as no; with others
    it is left to the worker, who asks by doing it. A no, or an hour outside the safe ones, holds for everybody.
    """
    fitting = [one for one in points if Channel(channel) in _FITS.get(one.kind, ())]
    if not fitting:
        return _not_asked(channel, Purpose.WORK) if guarded else Decision.yes()
    said = [may_contact(one, channel, at, Purpose.WORK, victim_service=victim_service) for one in fitting]
    safe = next((one for one in said if one), None)
    if safe is not None:
        return safe
    if not guarded and all(one.code in ("people.contact.ask_first", "people.contact.ended") for one in said):
        return Decision.yes()
    return next((one for one in said if one.code != "people.contact.ask_first"), said[0])


def is_stale(preferences: Preferences, today: date, *, victim_service: bool = False) -> bool:
    """Whether the answers are too old, past their review date, or of unknown date."""
    if preferences.asked_on is None:
        return True
    days = STALE_AFTER_VICTIM_SERVICE if victim_service else STALE_AFTER
    past_review = preferences.review_on is not None and preferences.review_on < today
    return past_review or preferences.asked_on + timedelta(days=days) < today


def _within_hours(preferences: Preferences, now: time) -> bool:
    begin, end = preferences.hours_from, preferences.hours_until
    if begin is None and end is None:
        return True
    begin, end = begin or time.min, end or time.max
    return begin <= now <= end if begin <= end else now >= begin or now <= end


def _outside_hours(preferences: Preferences) -> Decision:
    begin, end = preferences.hours_from, preferences.hours_until
    if begin and end:
        sentence = _("It is safe only between %(begin)s and %(end)s.") % {
            "begin": f"{begin:%H:%M}",
            "end": f"{end:%H:%M}",
        }
    elif begin:
        sentence = _("It is safe only after %(begin)s.") % {"begin": f"{begin:%H:%M}"}
    else:
        sentence = _("It is safe only before %(end)s.") % {"end": f"{end:%H:%M}"}
    return Decision.no("people.contact.outside_hours", sentence, BASIS)


def _not_asked(channel: str, purpose: str) -> Decision:
    if purpose == Purpose.ASK and channel in (Channel.CALL, Channel.VISIT):
        return Decision.yes(_("Not asked yet: say nothing of the service until you know that it is safe to talk."))
    sentence = _("Nobody has asked whether this is safe. Ask first.")
    return Decision.no("people.contact.ask_first", sentence, BASIS)


def _fresh_enough(preferences: Preferences, today: date, purpose: str, *, victim_service: bool) -> Decision:
    if not is_stale(preferences, today, victim_service=victim_service):
        return Decision.yes()
    if purpose == Purpose.AUTOMATIC:
        sentence = _(
            "It is too long since anybody asked whether this is safe; nothing is sent until it is asked again."
        )
        return Decision.no("people.contact.stale", sentence, BASIS)
    return Decision.yes(_("Ask again whether this is still safe: the answer is old."))


def unreadable(kind: str, value: str) -> str:
    """Why ``value`` is no way to reach somebody of this kind (a ContactPointKind), in plain words; empty if it is."""
    if not value.strip():
        return _("Write the number or address itself.")
    if kind == ContactPointKind.PHONE and not phone_key(value):
        return _("A phone number has at least five digits. Check it, or choose “Other way”.")
    if kind == ContactPointKind.EMAIL and ("@" not in value.strip("@") or " " in value.strip()):
        return _("An e-mail address has one @ and no blanks, as in name@example.org.")
    return ""
