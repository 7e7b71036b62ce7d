"""The copy as a sheet, written anew from what is kept, and the plain letter that goes with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from alongside.ground.foundation.reader import SUBSTANCE_USE
from alongside.ground.paper.typesetting import Chapter, Entry, Record, Section, Summary
from alongside.oversight.requests.enums import Choice, HoldReason
from alongside.oversight.requests.rules.files import GoingFile, words_for
from alongside.oversight.requests.rules.keeping import Span, kept
from alongside.oversight.requests.rules.laws import law_of
from alongside.oversight.requests.rules.passages import TITLES
from alongside.practice.consents.enums import Regime
from alongside.practice.consents.rules.profiles import profile_of


@dataclass(frozen=True, slots=True)
class Decided:
    """One passage with what was decided about it; ``file`` when it is one."""

    section: str
    text: str
    level: int
    choice: str
    reason: str
    spans: Sequence[Span]
    file: GoingFile | None = None

    @property
    def given(self) -> str:
        """What of it is handed over; of a file, what the copy says of it."""
        if self.file:
            return words_for(self.file, choice=self.choice, reason=self.reason)
        return kept(self.text, choice=self.choice, reason=self.reason, spans=self.spans)


def copy_of(decided: Sequence[Decided], *, agency: str, made_at: datetime) -> Record:
    """The copy: a chapter for each kind of entry, in the order of the case; headings say nothing of what is held."""
    chapters = []
    for section, group in groupby(sorted(decided, key=_order), key=lambda one: one.section):
        entries = [Entry(str(place), texts=[("", one.given)]) for place, one in enumerate(group, start=1)]
        chapters.append(Chapter(str(TITLES.get(section, section)), entries=entries))
    return Record(
        title=_("Copy of your record"),
        subtitle=agency,
        agency=agency,
        facts=[(_("Made on"), date_format(made_at, "j F Y"))],
        chapters=chapters,
        contents=_("Contents"),
        foot=agency,
        of=_("of"),
        language=_language(),
        rtl=get_language_bidi(),
        made_at=made_at,
    )


def _order(one: Decided) -> int:
    return list(TITLES).index(one.section) if one.section in TITLES else len(TITLES)


def letter_of(
    decided: Sequence[Decided], *, agency: str, number: str, law: str, made_at: datetime, waiting: int = 0
) -> Summary:
    """The letter: what is inside, what was held back and why, and what the person can do now, in plain words.

    ``waiting`` is how many files are still being checked and could not be looked at.
    """
    held = Counter(one.reason for one in decided if one.choice in (Choice.PART, Choice.NONE))
    part2 = any(one.level == SUBSTANCE_USE and one.choice in (Choice.WHOLE, Choice.PART) for one in decided)
    with_files = [one for one in decided if one.file]
    files = [_files(with_files, waiting)] if waiting or with_files else []
    sections = [_inside(decided), *files, _held(held), _apart(), _next(law)]
    if part2:
        sections.append(Section(_("Notice"), intro=profile_of(Regime.PART2).notice))
    return Summary(
        title=_("Your copy of your record"),
        subtitle=number,
        agency=agency,
        facts=[(_("Date"), date_format(made_at, "j F Y"))],
        sections=sections,
        rights=_("You do not have to read it alone. Ask us, and one of us will sit with you and read it with you."),
        foot=agency,
        of=_("of"),
        language=_language(),
        rtl=get_language_bidi(),
        made_at=made_at,
    )


def _inside(decided: Sequence[Decided]) -> Section:
    count = len(decided)
    words = ngettext(
        "You asked for what we keep about you. Here it is. It has one entry.",
        "You asked for what we keep about you. Here it is. It has %(n)d entries.",
        count,
    )
    return Section(_("What is inside"), intro=words % {"n": count})


def _held(held: Counter[str]) -> Section:
    title = _("What we held back, and why")
    if not held:
        return Section(title, intro=_("We held nothing back."))
    intro = _("Some parts we may not give you, or not now. In their place it says why. These are the reasons:")
    line = ngettext("%(n)d entry: %(reason)s", "%(n)d entries: %(reason)s", 2)
    one = ngettext("%(n)d entry: %(reason)s", "%(n)d entries: %(reason)s", 1)
    lines = [
        (one if count == 1 else line) % {"n": count, "reason": HoldReason(reason).label}
        for reason, count in sorted(held.items())
    ]
    return Section(title, intro=intro, lines=lines)


def _files(decided: Sequence[Decided], waiting: int) -> Section:
    """Each file that goes with the copy, by its name and the digest of its bytes; each that is held, by its number."""
    lines = []
    for one in decided:
        if one.file and one.choice == Choice.NONE:
            what = {"n": one.file.number, "reason": HoldReason(one.reason).label}
            lines.append(_("File %(n)d: all of it held back, %(reason)s.") % what)
        elif one.file:
            digest = f"{one.file.digest[:32]} {one.file.digest[32:]}"
            lines.append(_("%(name)s, SHA-256 %(digest)s") % {"name": one.file.called, "digest": digest})
    if waiting:
        words = ngettext(
            "%(n)d file is still being checked. Ask us for it later.",
            "%(n)d files are still being checked. Ask us for them later.",
            waiting,
        )
        lines.append(words % {"n": waiting})
    intro = _("Files that were kept with your record. With each stands a long number. It shows that nobody changed it.")
    return Section(_("Files with your copy"), intro=intro, lines=lines)


def _apart() -> Section:
    words = _(
        "If you see a therapist here, the therapist keeps her own notes of what you talk about. The law keeps them "
        "apart. They are never part of a copy. We say so to all who ask, so this does not tell if there are any."
    )
    return Section(_("What is never inside"), intro=words)


def _next(law: str) -> Section:
    lines = [
        _("Is something wrong? Tell us which entry it is and what is right. We answer you in writing."),
        _("Do you see it in another way? Write it in your own words. We keep your words with that entry for good."),
        _("Do you think that we held back too much? Ask us to look again. Someone else will look."),
        str(law_of(law).complain),
    ]
    return Section(_("What you can do now"), lines=lines)


def _language() -> str:
    return (get_language() or "en").split("-")[0]
