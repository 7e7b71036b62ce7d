"""Who may add, replace and withdraw a file, at which level, and what is said when a file cannot be kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.ground.files.kinds import LARGEST
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import (
    CARRIES,
    COUNSELS,
    ORDINARY,
    PSYCHOTHERAPY,
    RESTRICTED,
    SUBSTANCE_USE,
    TREATS,
    Reader,
)
from alongside.record.cases.enums import CaseState
from alongside.record.cases.rules.standing import Standing, may_reach_milestone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MEGABYTE = 1_000_000
MOST_OF_A_CASE = 500 * MEGABYTE
"""Bytes of all files of a case that one reader sees, before no more can be added."""
MOST_AT_ONCE = 10
SILENT = timedelta(minutes=2)
"""A check that has not ended for so long has died with its machine; anybody of the team may ask for it again."""
PAUSES = (1, 5, 15, 60)
"""Minutes until a file is offered to the scanner again; the last one for ever."""

AS_PDF = lazy_("Save it as a PDF and add that.")
WORDS: Mapping[str, StrOrPromise] = {
    "empty": lazy_("This file is empty. Choose it again."),
    "too_large": lazy_("This file is larger than %(size)s MB. Add a smaller one, or part it."),
    "too_much": lazy_("These files are too large to be sent together. Add fewer at once."),
    "virus": lazy_("A virus was found in this file, so it was not kept. Ask who sent it for a clean one."),
    "heic": lazy_("This photo is in a format (HEIC) that cannot be kept. Send it as JPEG: “Most compatible”."),
    "gif": lazy_("Moving pictures (GIF) are not kept. Add a photo as JPEG or PNG."),
    "picture": lazy_("This kind of picture is not kept. Add it as JPEG or PNG."),
    "film": lazy_("Films and sound are not kept here. Add a photo as JPEG, or a paper as PDF."),
    "program": lazy_("This is a program. Only papers and pictures are kept: PDF, JPEG, PNG, text, Word, Excel."),
    "old_office": lazy_("This is in an older office format. Save it as a PDF, DOCX or XLSX and add that."),
    "archive": lazy_("This is a package of files. Take the papers out and add each by itself."),
    "page": lazy_("This is a web page or a drawing that can run. Print it as a PDF and add that."),
    "unknown": lazy_("We cannot tell what this file is. Add a scan as PDF, or a photo as JPEG."),
    "pixels": lazy_("This picture has too many points to be opened safely. Take it again with a smaller size."),
    "broken": lazy_("This file is damaged and cannot be read. Scan or save it again."),
    "locked": lazy_("This file is locked with a password. Save a copy without one, or print it as a PDF."),
    "long": lazy_("This PDF has more than 1000 pages. Part it and add the parts."),
    "bomb": lazy_("This file becomes far too large when it is opened. Save it as a PDF and add that."),
    "macros": lazy_("This document holds a program (macros). Save it as a PDF and add that."),
    "embedded": lazy_("This document has other files inside. Save it as a PDF and add that."),
    "outside": lazy_("This document fetches something from elsewhere when it is opened. Save it as a PDF."),
}


def words_of_refusal(code: str) -> str:
    """Why a file was not kept, and what would be right."""
    words = WORDS.get(code) or WORDS["unknown"]
    return str(words) % {"size": LARGEST // MEGABYTE} if code == "too_large" else str(words)


def may_add_file(by: Reader, standing: Standing, state: str) -> Decision:
    """May ``by`` add a file to a case? The team that carries it; also when it is closed, for papers that come late."""
    if state == CaseState.NOT_OPENED:
        return Decision.no("case.not_opened", _("This case is not open yet. Open it first."))
    return may_reach_milestone(by, standing)


def levels_held(by: Reader, standing: Standing) -> int:
    """The levels (bits) at which ``by`` may add: nobody writes what she could not read herself.

    What belongs to counselling and to substance use treatment opens with a credential, to who carries the case.
    """
    if not standing.leads:
        return ORDINARY
    held = CARRIES | (PSYCHOTHERAPY if by.holds(COUNSELS) else 0)
    return held | (SUBSTANCE_USE if by.holds(TREATS) else 0)


def shown_act(act: str, level: int) -> str:
    """What the reading log says was done, which everyone of the case reads: of such a file no more than "case page"."""
    return "case page" if level & (PSYCHOTHERAPY | SUBSTANCE_USE) else act


def may_add_at(by: Reader, standing: Standing, level: int) -> Decision:
    """May ``by`` add a file at ``level``? It is one of the levels of a file."""
    known = level in (ORDINARY, RESTRICTED, SUBSTANCE_USE, PSYCHOTHERAPY)
    if known and level & ~levels_held(by, standing) == 0:
        return Decision.yes()
    return Decision.no(
        "level.not_held",
        _("You may add for everyone who sees this case, but not at this level. Ask the named worker."),
    )


def may_withdraw_file(by: Reader, standing: Standing, *, own: bool, withdrawn: bool) -> Decision:
    """May ``by`` withdraw a file? Whoever added it, whoever carries the case, and their supervisor; once."""
    if withdrawn:
        return Decision.no("file.withdrawn", _("This file is withdrawn already."))
    if by.worker_id is not None and (own or standing.leads):
        return Decision.yes()
    words = _("Only whoever added this file, or carries the case, may withdraw it. Ask one of them.")
    return Decision.no("file.not_own", words)


def may_replace_file(*, withdrawn: bool, replaced: bool) -> Decision:
    """May a file be replaced? Once, while it stands; who may is asked as for adding one."""
    if withdrawn:
        return Decision.no("file.withdrawn", _("This file is withdrawn. Add the right one as a new file."))
    if replaced:
        return Decision.no("file.replaced", _("This file was replaced already. Replace the newer one."))
    return Decision.yes()


def fits_the_case(kept: int, more: int) -> Decision:
    """Is there room in the case for ``more`` bytes? ``kept`` are there already."""
    if kept + more <= MOST_OF_A_CASE:
        return Decision.yes()
    words = _("The files of this case take up %(size)s MB, and no more can be added. Add smaller ones.")
    return Decision.no("file.full", words % {"size": MOST_OF_A_CASE // MEGABYTE})
