"""What stands beside a request while somebody types: whom we may know, and what she gets next.

The same values are drawn with the page, and again alone whenever name, birth, phone or decision change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_time
from django.utils.translation import ngettext

from alongside.ground.foundation.reader import Reader
from alongside.ground.ui.values import Role
from alongside.oversight.overviews import intake_page as page
from alongside.oversight.overviews.intake_page import Known, ProgrammeDesk
from alongside.record.intakes.rules.asking import SAFE_WAYS
from alongside.record.intakes.rules.promising import Asked
from alongside.record.people.queries import Match
from alongside.record.people.rules.keeping import may_add_person
from alongside.record.people.rules.matching import Alike

ROLES: dict[str, Role] = {Alike.VERY: "leaf", Alike.SOME: "ochre", Alike.A_LITTLE: "stone"}
WORTH_A_LOOK = (Alike.VERY, Alike.SOME)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a worker sees beside the form, and what she has said about it so far.

    ``chosen`` is the person whom she called the same; ``apart`` those whom she called somebody else. ``receipt`` proves
    that the matches were shown; ``unseen`` tells that some worth a look were not shown before.
    """

    matches: tuple[tuple[Match, Role, bool], ...] = ()
    chosen: Known | None = None
    apart: tuple[str, ...] = ()
    receipt: str = ""
    unseen: bool = False
    asked: bool = False

    @property
    def count_words(self) -> str:
        """How many there are, in words."""
        count = len(self.matches)
        return ngettext("%(count)d possible", "%(count)d possible, most alike first", count) % {"count": count}

    @property
    def worth_a_look(self) -> tuple[str, ...]:
        """The names of those alike whom the worker has said nothing about yet."""
        return tuple(match.name for match, _role, apart in self.matches if not apart and match.alike in WORTH_A_LOOK)

    @property
    def not_same(self) -> tuple[int, ...]:
        """The house numbers of those whom the worker called somebody else."""
        return tuple(match.person_id for match, _role, apart in self.matches if apart)


def beside(sent: Mapping[str, str], *, by: Reader) -> Beside:
    """Whom we may know, by the form that was ``sent`` (or kept as a draft), after the button that was pressed."""
    name, phone = sent.get("person_name", "").strip(), sent.get("phone", "").strip()
    chosen = _chosen(sent)
    apart = _apart(sent)
    if chosen is not None or len(name) + len(phone) < 2:
        return Beside(chosen=chosen, apart=apart)
    near = page.whom_we_may_know(name=name, birth_words=sent.get("birth_words", ""), phone=phone, by=by)
    matches = tuple((match, ROLES.get(match.alike, "stone"), str(match.public_id) in apart) for match in near.matches)
    shown = bool(may_add_person(by, full_name=name, searched=sent.get("seen", ""))) if name else True
    found = Beside(matches, None, apart, near.receipt, asked=True)
    return replace(found, unseen=bool(found.worth_a_look) and not shown)


def next_words(sent: Mapping[str, str], desk: ProgrammeDesk) -> tuple[str, ...]:
    """What happens next, by what was sent so far."""
    return page.what_comes_next(
        desk, outcome=sent.get("outcome", ""), asked=asked_of(sent), team_id=_number(sent.get("team", ""))
    )


def asked_of(sent: Mapping[str, str]) -> Asked:
    """What was answered about safe contact in what was sent."""
    answers = {name: sent.get(name, "") for name, _way in SAFE_WAYS}
    return Asked(answers, _time(sent.get("safe_from", "")), _time(sent.get("safe_until", "")))


def _chosen(sent: Mapping[str, str]) -> Known | None:
    """The person called the same: by the button that was pressed, or before and not taken back."""
    public_id = sent.get("same", "") or ("" if "take_back" in sent else sent.get("person", ""))
    try:
        return page.known(UUID(public_id)) if public_id else None
    except ValueError:
        return None


def _apart(sent: Mapping[str, str]) -> tuple[str, ...]:
    """Those called somebody else, with the button that was pressed; pressed again, it is taken back."""
    said = sent.getlist("apart") if isinstance(sent, QueryDict) else sent.get("apart", "")
    kept = [one for one in ([said] if isinstance(said, str) else said) if one]
    pressed = sent.get("not_same", "")
    if pressed in kept:
        kept.remove(pressed)
    elif pressed:
        kept.append(pressed)
    return tuple(dict.fromkeys(kept))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _time(text: str) -> time | None:
    try:
        return parse_time(text) if text else None
    except ValueError:
        return None
