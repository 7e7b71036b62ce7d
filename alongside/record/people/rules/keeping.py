"""Who may write about people, how a person is called on a page, and proof that near matches were shown first."""

from __future__ import annotations

from django.core import signing
from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import fold
from alongside.record.people.rules.names import Name, name_of

RECEIPT_SECONDS = 60 * 60
"""How long a worker may go on after near matches were shown: the length of a long call."""

SALT = "people.near_matches"


def may_keep_people(by: Reader) -> Decision:
    """Whether ``by`` writes about people at all; which people, the database decides by their circles."""
    if by.kind == "worker" and by.teams:
        return Decision.yes()
    return Decision.no("people.keep.role", _("People are kept in the record by workers of a team. Ask one of them."))


def receipt_for(full_name: str, by: Reader) -> str:
    """A signed receipt that near matches of ``full_name`` were shown to ``by``; good for ``RECEIPT_SECONDS``."""
    return signing.dumps([by.actor_id, fold(full_name)], salt=SALT, compress=True)


def may_add_person(by: Reader, *, full_name: str, searched: str) -> Decision:
    """Whether ``by`` may add a person of this name: near matches of the same name were shown to her before (S-001)."""
    allowed = may_keep_people(by)
    if not allowed:
        return allowed
    try:
        actor, name = signing.loads(searched, salt=SALT, max_age=RECEIPT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        actor, name = None, None
    if (actor, name) == (by.actor_id, fold(full_name)):
        return Decision.yes()
    return Decision.no(
        "people.search_first",
        _("Look first whether this person is in the record already: the people most alike are shown before adding."),
        _("S-001: people first; nobody is entered twice unseen"),
    )


def parted(full_name: str, given: str = "", family: str = "") -> Name:
    """A name in its parts: as given, or as far as one line tells them."""
    if given.strip() or family.strip():
        return Name(given=given.strip(), family=family.strip())
    return name_of(full_name)


def shown_as(full_name: str, *, given: str = "", family: str = "", preferred: str = "") -> str:
    """How a person is called on a page: the name she likes to be called, with her family name when it is one word."""
    full, liked = " ".join(full_name.split()), " ".join(preferred.split())
    if not liked:
        return full
    name = parted(full, given, family)
    one_word = " " not in liked and name.given and name.family
    if one_word and fold(liked) not in (fold(name.family), fold(full)):
        return f"{liked} {name.family}"
    return liked
