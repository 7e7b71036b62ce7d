"""The dates of a life: births as exactly as they are known, ages in words, and what cannot be or needs a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ground.foundation.decision import Decision
from alongside.record.people.enums import BirthPrecision, RelationshipKind

OLDEST = 125
"""Nobody in the record was born more years ago than this; the oldest documented person lived 122."""
YOUNGEST_PARENT = 12
OLDEST_PARENT = 75
"""A parent outside these years older than the child is asked about (S-058), not refused for good."""


@dataclass(frozen=True, slots=True)
class Birth:
    """What is known of a birth: the day, the month, the year or an estimate; nothing when ``year`` is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    estimated: bool = False

    @property
    def on(self) -> date | None:
        """The exact date, when day, month and year are known and it is no estimate."""
        if self.estimated or not (self.year and self.month and self.day):
            return None
        return date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date | None:
        """The first day on which this birth can have been; for an estimate of its year."""
        return date(self.year, self.month or 1, self.day or 1) if self.year else None


UNKNOWN_BIRTH = Birth()


def birth_of(born_on: date | None, precision: str = BirthPrecision.EXACT) -> Birth:
    """The birth that a stored date and its precision (a BirthPrecision) stand for."""
    if born_on is None or precision == BirthPrecision.UNKNOWN:
        return UNKNOWN_BIRTH
    if precision == BirthPrecision.EXACT:
        return Birth(born_on.year, born_on.month, born_on.day)
    if precision == BirthPrecision.MONTH:
        return Birth(born_on.year, born_on.month)
    return Birth(born_on.year, estimated=precision == BirthPrecision.ESTIMATED)


def stored_birth(birth: Birth) -> tuple[date | None, BirthPrecision]:
    """The date and precision under which a birth is kept, as ``birth_of`` reads them. ValueError for no such day."""
    if birth.year is None:
        return None, BirthPrecision.UNKNOWN
    if birth.estimated:
        return date(birth.year, 1, 1), BirthPrecision.ESTIMATED
    if birth.month is None:
        return date(birth.year, 1, 1), BirthPrecision.YEAR
    if birth.day is None:
        return date(birth.year, birth.month, 1), BirthPrecision.MONTH
    return date(birth.year, birth.month, birth.day), BirthPrecision.EXACT


def typed_birth(born_on: date | None, precision: str) -> str:
    """A stored birth as a form takes it back: 1992-03-01, 1992-03, 1992 or "about 1992", as exactly as it is known."""
    if born_on is None:
        return ""
    return {
        BirthPrecision.EXACT.value: f"{born_on:%Y-%m-%d}",
        BirthPrecision.MONTH.value: f"{born_on:%Y-%m}",
        BirthPrecision.ESTIMATED.value: f"about {born_on.year}",
    }.get(str(precision), str(born_on.year))


def birth_words(birth: Birth) -> str:
    """A birth in words, as exactly as it is known: "3 May 1992", "May 1992", "1992", "about 1992"; or nothing."""
    if birth.year is None:
        return ""
    if birth.estimated:
        return _("about %(year)d") % {"year": birth.year}
    if birth.month is None:
        return str(birth.year)
    day = date(birth.year, birth.month, birth.day or 1)
    return date_format(day, "j F Y" if birth.day else "F Y")


def day_in_words(day: date) -> str:
    """A day in words: "3 May 1992"."""
    return date_format(day, "j F Y")


def birth_from_age(age: int, today: date) -> Birth:
    """An estimated birth for somebody who says, or seems, ``age`` years old ``today``."""
    return Birth(today.year - age, estimated=True)


def age_on(birth: Birth, day: date) -> int | None:
    """Completed years on ``day``: exact only for an exact birth, otherwise the larger of the two that it can be."""
    if birth.year is None:
        return None
    had_birthday = birth.on is None or (day.month, day.day) >= (birth.on.month, birth.on.day)
    return day.year - birth.year - (0 if had_birthday else 1)


def age_words(birth: Birth, day: date) -> str:
    """The age on ``day`` in words: "34", "7 months", "33 or 34" when only the year is known, "about 40"; or nothing."""
    age = age_on(birth, day)
    if age is None or age < 0:
        return ""
    if birth.estimated:
        return _("about %(age)d") % {"age": age}
    if birth.on is None:
        return _("%(younger)d or %(older)d") % {"younger": age - 1, "older": age} if age else "0"
    if age < 2:
        months = (day.year - birth.on.year) * 12 + day.month - birth.on.month - (day.day < birth.on.day)
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return str(age)


def check_dates(birth: Birth, died_on: date | None, *, today: date) -> Decision:
    """Whether these can be the dates of one life.

    Refused: a birth or death in the future, a death before the birth, a birth more than ``OLDEST`` years ago, a day
    that no month has.
    """
    try:
        earliest = birth.earliest
    except ValueError:
        return Decision.no(
            "people.birth.no_such_day", _("There is no such day; write the date again, or only the year.")
        )
    if earliest and earliest > today:
        return Decision.no("people.birth.in_future", _("The date of birth lies in the future; check the year."))
    if birth.year and today.year - birth.year > OLDEST:
        sentence = _("Nobody lives %(years)d years; check the year of birth.") % {"years": today.year - birth.year}
        return Decision.no("people.birth.too_long_ago", sentence)
    if died_on and died_on > today:
        return Decision.no("people.death.in_future", _("The date of death lies in the future; check the year."))
    if died_on and earliest and died_on < earliest and not birth.estimated:
        return Decision.no(
            "people.death.before_birth", _("The date of death lies before the date of birth; check both.")
        )
    return Decision.yes()


def check_relationship(kind: str, person: Birth, other: Birth, why: str = "") -> Decision:
    """Whether "person is ``kind`` of other" can be, by their ages: parents and grandparents are older, within limits.

    What is unlikely is refused until ``why`` gives a reason, such as adoption (S-058). Unknown births pass; kinds that
    say nothing of age pass.
    """
    sides = {
        RelationshipKind.PARENT.value: (person, other, YOUNGEST_PARENT, OLDEST_PARENT),
        RelationshipKind.CHILD.value: (other, person, YOUNGEST_PARENT, OLDEST_PARENT),
        RelationshipKind.ADOPTIVE_PARENT.value: (person, other, 1, OLDEST_PARENT),
        RelationshipKind.ADOPTED_CHILD.value: (other, person, 1, OLDEST_PARENT),
        RelationshipKind.GRANDPARENT.value: (person, other, 2 * YOUNGEST_PARENT, 2 * OLDEST_PARENT),
        RelationshipKind.GRANDCHILD.value: (other, person, 2 * YOUNGEST_PARENT, 2 * OLDEST_PARENT),
    }
    if kind not in sides or why.strip():
        return Decision.yes()
    elder, younger, least, most = sides[kind]
    if elder.year is None or younger.year is None:
        return Decision.yes()
    older_by = younger.year - elder.year
    if least <= older_by <= most:
        return Decision.yes()
    if older_by <= 0:
        sentence = _("The older generation would not be older. Check both dates, or say why it is right.")
    else:
        years = ngettext("%(count)d year", "%(count)d years", older_by) % {"count": older_by}
        sentence = _("There would be %(years)s between the two. Check both dates, or say why it is right.") % {
            "years": years
        }
    return Decision.no("people.relationship.ages", sentence)
