"""A whole case on paper: the same rows as in the file, in the order of the work, strengths first, two voices.

Nothing is chosen here: every filled column of every row is printed under its words (``labels.LABELS``), but for those
that only machines need (``UNPRINTED``) and for what goes without saying (``quiet``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_

from alongside.ground.foundation.reader import ORDINARY
from alongside.ground.paper.typesetting import Chapter, Entry, Quote, Record
from alongside.oversight.exports.rules.case_sections import ACCESS, SECTIONS
from alongside.oversight.exports.rules.labels import LABELS
from alongside.practice.assessments.enums import StatementKind
from alongside.record.people.enums import Sex

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Row = Mapping[str, Any]
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")
CLOCK = re.compile(r"^\d\d:\d\d:\d\d$")
LONG = 90
"""A text longer than this many letters stands in lines of its own."""

ALWAYS_LONG = frozenset({"text", "opinion", "summary"})

VOICES = {
    ("intakes", "words"): "caller_name",
    ("statements", "own_words"): "said_by",
    ("goals", "own_words"): "said_by",
    ("notes", "own_words"): "said_by",
    ("agreements", "words"): "person",
    ("reviews", "person_view"): "with_whom",
    ("corrections", "own_words"): "person",
    ("corrections", "statement"): "person",
    ("closings", "person_view"): "person_view_by",
    ("choices", "words"): "person",
    ("dynamics", "words"): "person",
    ("limits", "their_words"): "person",
    ("consents", "refused_words"): "person",
}
"""What somebody said, word for word, and the column that says who."""

UNPRINTED = frozenset({"id", "version", "created_at", "digest", "summary_digest", "order", "format"})
"""Columns that only machines need; they are in the file."""

TITLES: Mapping[str, tuple[str, ...]] = {
    "case": ("number", "title"),
    "intakes": ("received_at", "channel"),
    "screenings": ("outcome",),
    "escalations": ("at", "told"),
    "people": ("display_name",),
    "names": ("kind", "full"),
    "participants": ("person", "role"),
    "contact_points": ("kind", "value"),
    "households": ("label",),
    "household_members": ("person", "part"),
    "relationships": ("person", "kind", "other"),
    "placements": ("person", "kind"),
    "placement_carers": ("person",),
    "legal_orders": ("kind", "authority"),
    "legal_order_people": ("person", "part"),
    "life_events": ("kind", "on"),
    "life_event_people": ("person",),
    "bonds": ("person", "kind", "other"),
    "health_marks": ("person", "kind"),
    "systems": ("label", "kind"),
    "ties": ("said_on", "strength"),
    "drawing_wishes": ("left", "right"),
    "assignments": ("worker", "role"),
    "stage_events": ("at", "kind", "milestone", "stage"),
    "assessments": ("number",),
    "statements": ("kind", "domain"),
    "cause_links": ("need", "factor"),
    "domain_looks": ("domain", "state"),
    "dynamics": ("area",),
    "dynamics_ends": ("on",),
    "kept_to": ("kind", "person"),
    "carer_sights": ("person", "carer"),
    "experiences": ("person", "chosen"),
    "experience_details": ("author",),
    "details_opened": ("at", "author"),
    "adverse_interests": ("one", "other"),
    "co_signatures": ("at", "author"),
    "facts": ("label", "value"),
    "plans": ("number",),
    "goals": ("title",),
    "goal_sources": ("statement",),
    "progress": ("at", "value"),
    "lines": ("number", "what"),
    "agreements": ("person", "reply"),
    "reviews": ("held_on",),
    "appointments": ("starts_at", "mode"),
    "appointment_people": ("person",),
    "contacts": ("at", "mode"),
    "contact_people": ("person",),
    "contact_goals": ("goal",),
    "contact_files": ("attachment",),
    "contact_parts": ("person",),
    "contact_removals": ("at", "author"),
    "notes": ("author", "signed_at"),
    "amendments": ("at", "author"),
    "corrections": ("about",),
    "closings": ("episode",),
    "after_care": ("what",),
    "documents": ("title",),
    "attachments": ("title",),
    "choices": ("person", "what"),
    "limits": ("person", "what"),
    "limit_reviews": ("held_on", "outcome"),
    "consents": ("recipient", "purpose"),
    "consent_signatures": ("name", "capacity"),
    "consent_files": ("part",),
    "care_team": ("name", "organisation"),
    "step_updates": ("at", "state"),
    "disclosures": ("at", "recipient"),
    "disclosed_items": ("item",),
    ACCESS: ("name",),
}
"""By which columns a row is called; these are not printed again below it."""

USUALLY = frozenset({"was_there", "shared", "planned"})
"""What is usually so; only that it is not so is printed. Of everything else only that it is so."""

PREFIXED = frozenset(
    {"assessments", "plans", "closings", "notes", "goal_sources", "contact_goals", "contact_files", "contact_parts"}
)
"""Rows whose column alone says too little: the words of the section stand before it."""

CHILDREN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "intakes": (("screenings", "intake"), ("escalations", "intake")),
    "people": (("names", "person"), ("participants", "person"), ("contact_points", "person")),
    "households": (("household_members", "household"),),
    "placements": (("placement_carers", "placement"),),
    "legal_orders": (("legal_order_people", "order"),),
    "life_events": (("life_event_people", "event"),),
    "systems": (("ties", "system"),),
    "goals": (("goal_sources", "goal"), ("progress", "goal"), ("lines", "goal")),
    "lines": (("step_updates", "step"),),
    "plans": (("agreements", "plan"),),
    "contacts": (
        ("contact_people", "contact"),
        ("contact_goals", "contact"),
        ("contact_files", "contact"),
        ("contact_parts", "contact"),
        ("contact_removals", "contact"),
        ("notes", "contact"),
    ),
    "notes": (("amendments", "note"), ("co_signatures", "note")),
    "appointments": (("appointment_people", "appointment"),),
    "closings": (("after_care", "closing"),),
    "limits": (("limit_reviews", "limit"),),
    "dynamics": (("dynamics_ends", "entry"),),
    "experiences": (("experience_details", "experience"),),
    "experience_details": (("details_opened", "detail"),),
    "consents": (("consent_signatures", "consent"), ("consent_files", "consent")),
    "disclosures": (("disclosed_items", "disclosure"),),
}
CHAPTERS: tuple[tuple[StrOrPromise, tuple[str, ...]], ...] = (
    (lazy_("The case"), ("case",)),
    (lazy_("The request"), ("intakes",)),
    (lazy_("People"), ("people", "households", "relationships", "bonds", "health_marks", "systems", "drawing_wishes")),
    (lazy_("Life, places and orders"), ("life_events", "placements", "legal_orders")),
    (lazy_("Strengths, needs and hopes"), ("statements", "cause_links", "domain_looks", "assessments")),
    (lazy_("How the family works"), ("dynamics", "kept_to", "carer_sights")),
    (lazy_("What was hard to live through"), ("experiences",)),
    (lazy_("Facts"), ("facts",)),
    (lazy_("The plan"), ("goals", "lines", "plans", "reviews")),
    (lazy_("Contacts and appointments"), ("contacts", "appointments")),
    (lazy_("What people say is wrong, and how they see it"), ("corrections",)),
    (lazy_("Closing"), ("closings",)),
    (lazy_("The way of the case"), ("stage_events",)),
    (lazy_("Who carried it, and who could see it"), ("assignments", "care_team", ACCESS)),
    (lazy_("Who carried it, and who could see it"), ("assignments", "adverse_interests", ACCESS)),
    (lazy_("Choices, and limits on them"), ("choices", "limits")),
    (lazy_("Consents, and what left on them"), ("consents", "disclosures")),
    (lazy_("Documents and files"), ("documents", "attachments")),
)
ORDER = (StatementKind.STRENGTH, StatementKind.HOPE, StatementKind.TRIED, StatementKind.NEED, StatementKind.BARRIER)
BY_TIME = {
    **dict.fromkeys(("contacts", "disclosures", "stage_events"), "at"),
    "appointments": "starts_at",
    "choices": "offered_on",
    "dynamics": "said_on",
    "consents": "asked_at",
}


def record_of(content: Mapping[str, Any], *, made_at: datetime, drawings: Sequence[Entry] = ()) -> Record:
    """What the sheet prints of a case as it leaves, its ``drawings`` after the case itself."""
    manifest, case = content["manifest"], content["case"]
    made = shown(manifest["made_at"])
    foot = _("%(agency)s. %(number)s, taken out by %(name)s, %(day)s.")
    what = {"agency": manifest["agency"], "number": case["number"], "name": manifest["made_by"], "day": made}
    chapters = Printer(content["sections"]).chapters()
    shown_drawn = [Chapter(_("Drawings"), entries=drawings)] if drawings else []
    return Record(
        title=_("Case record"),
        subtitle=f"{case['title']}, {case['number']}",
        agency=manifest["agency"],
        facts=[
            (_("Agency"), manifest["agency"]),
            (_("Taken out by"), manifest["made_by"]),
            (_("Taken out at"), made),
            *([(_("What for"), manifest["what_for"])] if manifest["what_for"] else []),
        ],
        chapters=[*chapters[:1], *shown_drawn, *chapters[1:], _manifest(manifest)],
        contents=_("Contents"),
        foot=foot % what,
        of=_("of"),
        language=(get_language() or "en").split("-")[0],
        rtl=get_language_bidi(),
        made_at=made_at,
    )


@dataclass
class Printer:
    """The rows of a case on their way to paper."""

    sections: Mapping[str, Sequence[Row]]
    called: dict[str, str] = field(default_factory=dict)
    under: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for name, rows in self.sections.items():
            self.called |= {row["id"]: self.title(name, row) for row in rows if "id" in row}
        for children in CHILDREN.values():
            for name, parent in children:
                for row in self.sections[name]:
                    self.under[name, (row[parent] or {}).get("id", "")].append(row)

    def chapters(self) -> list[Chapter]:
        """The chapters that hold something."""
        found = [(str(title), [one for name in names for one in self.entries(name)]) for title, names in CHAPTERS]
        return [Chapter(title, entries=entries) for title, entries in found if entries]

    def entries(self, name: str) -> list[Entry]:
        """The rows of a section that stand by themselves, each with what stands under it."""
        return [self.entry(name, row) for row in self.standing(name)]

    def standing(self, name: str) -> list[Row]:
        """The rows of a section that stand by themselves, in their order."""
        parents = {child: parent for children in CHILDREN.values() for child, parent in children}
        rows = [row for row in self.sections[name] if name not in parents or row[parents[name]] is None]
        if name == "statements":
            rows.sort(key=lambda row: ORDER.index(row["kind"]["code"]) if row["kind"]["code"] in ORDER else len(ORDER))
        elif name in BY_TIME:
            rows.sort(key=lambda row: datetime.fromisoformat(row[BY_TIME[name]]))
        return rows

    def entry(self, name: str, row: Row, parent: str = "") -> Entry:
        """One row with everything that stands under it."""
        facts: list[tuple[str, str]] = []
        texts: list[tuple[str, str]] = []
        voices: list[Quote] = []
        for column, value in row.items():
            if column in UNPRINTED or column in TITLES[name] or column == parent or quiet(column, value):
                continue
            if column in ("case", "content", "thumbnail", "size") and name != "plans":
                facts += [(_("Size"), _("%(n)d bytes") % {"n": len(value) * 3 // 4})] if column == "content" else []
            elif (name, column) in VOICES:
                who = row.get(VOICES[name, column])
                voices.append(Quote(str(value).strip(), self.words(who) if who else ""))
            elif column != "case":
                words = str(Sex(value).label) if column == "sex" else self.words(value)
                label = str(LABELS.get(f"{name}.{column}") or LABELS[column])
                where = texts if column in ALWAYS_LONG or len(words) > LONG or "\n" in words else facts
                if (label, words) not in where:
                    where.append((label, words))
        children = CHILDREN.get(name, ())
        parts = [self.entry(child, one, pointer) for child, pointer in children for one in self.under[child, row["id"]]]
        return Entry(self.title(name, row), facts, texts, voices, parts)

    def title(self, name: str, row: Row) -> str:
        """What a row is called."""
        sign = " " if name in ("relationships", "bonds") else ", "
        words = sign.join(self.words(row[column]) for column in TITLES[name] if row.get(column) not in (None, ""))
        if name in PREFIXED:
            return f"{SECTION_WORDS.get(name, '')} {words}".strip()
        return words

    def words(self, value: Any) -> str:
        """A value in words: choices by their label, things by what they are called, days and times as they are read."""
        if isinstance(value, Mapping) and "label" in value and "code" in value:
            return str(value["label"])
        if isinstance(value, Mapping) and set(value) <= {"id", "name"} and "id" in value:
            return str(value.get("name") or self.called.get(value["id"], ""))
        if isinstance(value, Mapping):
            named = {self.label(key): one for key, one in value.items() if key != "id"}
            return "\n".join(
                f"{key}: {self.inside(one)}" for key, one in named.items() if one not in (None, "", [], {})
            )
        if isinstance(value, list):
            sign = "\n" if any(isinstance(one, Mapping) and "label" not in one for one in value) else ", "
            return sign.join(self.inside(one) for one in value)
        return shown(value)

    def label(self, key: str) -> str:
        """What a key inside a value is called: by its words, as a thing of the case, or as it stands."""
        return str(LABELS.get(f"plans.{key}") or LABELS.get(key) or self.called.get(key, key))

    def inside(self, value: Any) -> str:
        """A value inside another, on as few lines as it goes."""
        words = self.words(value)
        if isinstance(value, list) and "\n" in words:
            return "\n" + "\n".join(f"    {line}" for line in words.split("\n"))
        return words.replace("\n", "; ") if isinstance(value, Mapping) else words


def quiet(column: str, value: Any) -> bool:
    """Whether a column says nothing that has to be printed: it is empty, or as it usually is."""
    if column == "level":
        return bool(value["code"] == ORDINARY)
    if isinstance(value, bool):
        return value is (column in USUALLY)
    return value in (None, "", [], {})


SECTION_WORDS = {
    "assessments": lazy_("Assessment"),
    "plans": lazy_("Version"),
    "closings": lazy_("Episode"),
    "notes": lazy_("Note:"),
    "goal_sources": lazy_("Grows from:"),
    "contact_goals": lazy_("About the goal:"),
}


def shown(value: Any) -> str:
    """A plain value as people read it."""
    if value is True or value is False:
        return _("Yes") if value else _("No")
    if not isinstance(value, str):
        return "" if value is None else str(value)
    if DAY.match(value):
        return str(date_format(date.fromisoformat(value), "j F Y"))
    if MOMENT.match(value):
        at = datetime.fromisoformat(value)
        return f"{date_format(at, 'j F Y')}, {time_format(at.time(), 'H:i')}"
    return value[:5] if CLOCK.match(value) else value


def _manifest(manifest: Mapping[str, Any]) -> Chapter:
    """The last pages: what is here, counted; what is not, and why."""
    titles = {section.name: str(section.title) for section in SECTIONS} | {ACCESS: _("Who could see it")}
    counts = [(titles[name], str(one["rows"])) for name, one in manifest["sections"].items()]
    sums = [f"{titles[name]}: {one['sha256']}" for name, one in manifest["sections"].items()]
    levels = manifest["levels"]
    return Chapter(
        _("What this record holds, and what it does not"),
        entries=[
            Entry(_("How many of each"), facts=counts),
            Entry(_("By level"), facts=_levels(levels)),
            Entry(
                _("Left out of every record"), facts=[(str(one["what"]), str(one["why"])) for one in _told(manifest)]
            ),
            Entry(_("Fingerprints (SHA-256) of the same sections in the file"), texts=[("", "\n".join(sums))]),
        ],
    )


def _levels(levels: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    words = _("Not included, because whoever took this out does not hold it. Whether there is any is not said")
    return [(_("Included"), ", ".join(levels["included"])), (words, ", ".join(levels["not_included"]))]


def _told(manifest: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return [one for one in manifest["left_out"] if "." not in one["what"]]
