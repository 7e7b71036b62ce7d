"""The small marks of the pages, drawn in Python because lists show hundreds of them.

Each function returns safe markup; every argument that can hold text is escaped. Shapes and colours are those of the
design rules: a colour never stands without an icon, a number or words.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import groupby
from zlib import crc32

from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.ui.values import ROLES

AVATAR_ROLES = ("pine", "iris", "sky", "leaf", "sun", "plum", "ochre", "stone")
LEVEL_WORDS = {
    -2: gettext_lazy("much less than hoped"),
    -1: gettext_lazy("less than hoped"),
    0: gettext_lazy("as hoped"),
    1: gettext_lazy("better than hoped"),
    2: gettext_lazy("much better than hoped"),
}
TURNING_ICONS = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "door-exit",
        "logout",
        "send",
        "stairs",
        "list",
    }
)
MARKER_ICONS = {
    "contact": "phone-check",
    "restricted": "lock",
    "mine": "pencil",
    "seen": "eye",
}
MARKER_PREFIXES = {
    "contact": gettext_lazy("Safe contact:"),
    "restricted": gettext_lazy("Restricted:"),
    "mine": "",
    "seen": "",
}
AGREEMENTS = {
    "agreed": ("circle-check", "leaf", gettext_lazy("Agreed")),
    "change": ("pencil", "sun", gettext_lazy("Asked to change")),
    "no": ("circle-x", "stone", gettext_lazy("Not for me")),
    "open": ("circle-dashed", "stone", gettext_lazy("Not answered yet")),
}


def known(value: str, names: Collection[str], what: str) -> str:
    """Return ``value`` when it is one of ``names``; a template that asks for another is refused."""
    if value not in names:
        raise ValueError(f"{what} must be one of {', '.join(names)}; got “{value}”.")
    return value


def attribute(name: str, value: object) -> SafeString:
    """Return `` name="value"``, or nothing when ``value`` is empty."""
    return format_html(' {}="{}"', name, value) if value else SafeString("")


@cache
def sprite() -> str:
    """The address of the sprite; it stays the same as long as the process runs."""
    return static("vendor/icons.svg")


@lru_cache(maxsize=1024)
def _icon(sprite: str, name: str, size: str, label: str) -> SafeString:
    turns = mark_safe(" data-turns") if name in TURNING_ICONS else ""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon"{}{} viewBox="0 0 24 24" {}><use href="{}#i-{}"/></svg>',
        attribute("data-size", size),
        turns,
        voice,
        sprite,
        name,
    )


def icon(name: str, *, size: str = "", label: str = "") -> SafeString:
    """Return the icon ``name`` of the sprite; without ``label`` it is hidden from screen readers."""
    if not name:
        return SafeString("")
    return _icon(sprite(), str(name), size, str(label))


def mark(*, size: str = "", words: bool = True) -> SafeString:
    """Return the two walking figures, with the word beside them unless ``words`` is false. Never on client pages."""
    figure = mark_safe(
        '<svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">'
        '<g class="brand-person"><circle cx="12.4" cy="4.4" r="3.4" stroke="none"/>'
        '<path fill="none" d="M12 12.8c.5 3.7-.7 5.9-2.4 8.2-1.7 2.3-2.7 4.4-2.8 7.7"/></g>'
        '<g class="brand-service"><circle cx="24" cy="4.4" r="3.4" stroke="none"/>'
        '<path fill="none" d="M23.6 12.8c.5 3.7-.7 5.9-2.4 8.2-1.7 2.3-2.7 4.4-2.8 7.7"/></g></svg>'
    )
    word = (
        mark_safe('<span translate="no">alongside</span>')
        if words
        else mark_safe('<span class="visually-hidden" translate="no">alongside</span>')
    )
    return format_html('<span class="brand"{}>{}{}</span>', attribute("data-size", size), figure, word)


def initials_of(name: str) -> str:
    """Return up to two initials of ``name``: the first letters of its first and its last word."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tint_of(key: str) -> str:
    """Return the colour role of an avatar: always the same for the same ``key``; it carries no meaning."""
    return AVATAR_ROLES[crc32(str(key).encode()) % len(AVATAR_ROLES)]


def avatar(name: str, *, key: str = "", initials: str = "", size: str = "", named: bool = False) -> SafeString:
    """Return initials on a tint. Decorative beside a written name; with ``named`` it carries the name itself."""
    voice = format_html('role="img" aria-label="{}"', name) if named else mark_safe('aria-hidden="true"')
    tip = attribute("title", name) if named else ""
    return format_html(
        '<span class="avatar" data-role="{}"{}{} {}>{}</span>',
        tint_of(key or name),
        attribute("data-size", size),
        tip,
        voice,
        initials or initials_of(name),
    )


def chip(text: str, *, role: str = "stone", icon_name: str = "", outline: bool = False) -> SafeString:
    """Return a state in one or two words."""
    kind = mark_safe(' data-kind="outline"') if outline else ""
    return format_html(
        '<span class="chip" data-role="{}"{}>{}<bdi>{}</bdi></span>',
        known(role, ROLES, "The role of a chip"),
        kind,
        icon(icon_name, size="small"),
        text,
    )


def dot(icon_name: str = "", *, role: str = "stone", text: str = "", size: str = "") -> SafeString:
    """Return a round mark with an icon or a short text, for the start of a row."""
    return format_html(
        '<span class="dot" data-role="{}"{} aria-hidden="true">{}{}</span>',
        known(role, ROLES, "The role of a dot"),
        attribute("data-size", size),
        icon(icon_name, size="small" if size == "small" else ""),
        text,
    )


def marker(kind: str, text: str, *, url: str = "", size: str = "", icon_name: str = "") -> SafeString:
    """Return a marker: ``contact``, ``restricted``, ``mine`` (only you) or ``seen``; shape first, then colour."""
    known(kind, MARKER_ICONS, "The kind of a marker")
    prefix = MARKER_PREFIXES[kind]
    spoken = format_html('<span class="visually-hidden">{} </span>', prefix) if prefix else ""
    tag = "a" if url else "span"
    return format_html(
        '<{} class="marker" data-kind="{}"{}{}>{}<span>{}{}</span></{}>',
        tag,
        kind,
        attribute("data-size", size),
        attribute("href", url),
        icon(icon_name or MARKER_ICONS[kind], size="small" if size == "small" else ""),
        spoken,
        text,
        tag,
    )


def signed(level: int) -> str:
    """Return a goal level with its sign: ``+1``, ``0``, ``−2`` (a true minus)."""
    return f"+{level}" if level > 0 else str(level).replace("-", "\N{MINUS SIGN}")


def level_words(level: int) -> str:
    """Return the words of a goal level, from −2 to +2."""
    if level not in LEVEL_WORDS:
        raise ValueError(f"A goal level lies between -2 and +2; got {level}.")
    return str(LEVEL_WORDS[level])


LADDER_BAR = format_html(
    '<span class="ladder-bar" aria-hidden="true">{}</span>',
    mark_safe('<span class="ladder-step"></span>' * 5),
)


def ladder(level: int | None, *, words: str = "beside") -> SafeString:
    """Return the goal ladder of ``level``; ``words`` stand ``beside``, ``under`` or are ``spoken`` only.

    ``None`` means not rated yet: five open steps and those words.
    """
    known(words, ("beside", "under", "spoken"), "The words of a ladder")
    kind = mark_safe(' data-kind="under"') if words == "under" else ""
    hidden = mark_safe(" visually-hidden") if words == "spoken" else ""
    if level is None:
        return format_html(
            '<span class="ladder"{}>{}<span class="ladder-words">{}</span></span>',
            kind,
            LADDER_BAR,
            _("not rated yet"),
        )
    return format_html(
        '<span class="ladder" data-level="{}"{}>{}<bdi class="ladder-number">{}</bdi>'
        '<span class="ladder-words{}">{}</span></span>',
        level,
        kind,
        LADDER_BAR,
        signed(level),
        hidden,
        level_words(level),
    )


def level_number(level: int) -> SafeString:
    """Return the signed number of a goal level alone, with its words for screen readers."""
    return format_html(
        '<span class="level-number" data-level="{}"><bdi>{}</bdi><span class="visually-hidden"> {}</span></span>',
        level,
        signed(level),
        level_words(level),
    )


def sparkline(
    values: Sequence[float | None],
    label: str,
    *,
    hoped: float | None = 0,
    low: float = -2,
    high: float = 2,
) -> SafeString:
    """Return a small line of ``values`` over time; ``None`` is a gap and is left open.

    ``hoped`` draws the dashed line. ``label`` names the line for screen readers; the values are added to it.
    """
    across, down, edge = 80.0, 24.0, 3.0
    step = (across - 2 * edge) / max(len(values) - 1, 1)
    span = (high - low) or 1

    def height(value: float) -> float:
        clipped = min(max(value, low), high)
        return round(down - edge - (clipped - low) / span * (down - 2 * edge), 1)

    points = [(round(edge + step * at, 1), None if value is None else height(value)) for at, value in enumerate(values)]
    runs = [list(run) for told, run in groupby(points, key=lambda point: point[1] is not None) if told]
    hope = "" if hoped is None else format_html('<path class="spark-hope" d="M0 {}H80"/>', height(hoped))
    lines = format_html_join(
        "", '<path class="spark-line" d="M{}h0"/>', [("L".join(f"{x:g} {y:g}" for x, y in run),) for run in runs]
    )
    end = format_html('<circle class="spark-dot" cx="{}" cy="{}" r="2.6"/>', *runs[-1][-1]) if runs else ""
    told = ", ".join(_("not rated") if value is None else signed_figure(value) for value in values)
    return format_html(
        '<svg class="spark" viewBox="0 0 80 24" role="img" aria-label="{}: {}">{}{}{}</svg>',
        label,
        told or _("no values yet"),
        hope,
        lines,
        end,
    )


def signed_figure(value: float) -> str:
    """Return a figure for reading aloud: no needless decimals, a true minus."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def agreement(state: str, *, text: str = "", name: str = "", key: str = "") -> SafeString:
    """Return how one person answered a line: ``agreed``, ``change``, ``no`` or ``open``. Silence is never yes.

    ``key`` is that of the person's avatar, so that it has the same tint as elsewhere.
    """
    icon_name, role, words = AGREEMENTS[known(state, AGREEMENTS, "The state of an agreement")]
    who = avatar(name, key=key, size="small", named=True) if name else ""
    return format_html(
        '<span class="agree" data-role="{}">{}{}<span>{}</span></span>',
        role,
        who,
        icon(icon_name),
        text or words,
    )


def hidden_cell(*, why: str = "") -> SafeString:
    """Return a number that is hidden so that nobody can be worked out; ``why`` is told on demand."""
    return format_html(
        '<span class="hidden-cell"{}>{}{}</span>',
        attribute("title", why),
        icon("eye-off"),
        _("hidden"),
    )


def bar(share: float, label: str, *, role: str = "pine") -> SafeString:
    """Return a bar of ``share`` (0 to 1); ``label`` says the same in words."""
    length = round(min(max(share, 0), 1) * 100, 1)
    return format_html(
        '<svg class="bar-drawing" data-role="{}" role="img" aria-label="{}" preserveAspectRatio="none">'
        '<rect class="bar-track" width="100%" height="100%"/>'
        '<rect class="bar-fill" width="{}%" height="100%" rx="4"/></svg>',
        known(role, ROLES, "The role of a bar"),
        label,
        f"{length:g}",
    )


def key(label: str) -> SafeString:
    """Return a key cap."""
    return format_html('<kbd class="key">{}</kbd>', label)


def said(text: str, *, language: str = "") -> SafeString:
    """Return the person's own words inside a sentence, in the person's voice."""
    return format_html(
        '<q class="said" dir="auto"{}>{}</q>',
        attribute("lang", language),
        conditional_escape(text),
    )


def who_does(who: str, what: str) -> SafeString:
    """Return who does what as one sentence: a colon stands between when ``what`` begins a sentence of its own."""
    if not who:
        return conditional_escape(what)
    return format_html("<b>{}{}</b> {}", who, ":" if what[:1].isupper() else "", what)


def short_day(value: date | None) -> str:
    """Return a day as "Tue 10 Nov", with its year when that is not the present one; empty without a day."""
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    return _day_words(on, "D j M" if on.year == clock.today().year else "D j M Y", get_language() or "")


@lru_cache(maxsize=4096)
def _day_words(on: date, form: str, language: str) -> str:
    """A day in the form ``form``; ``language`` is the one of the page, and only keeps languages apart."""
    return date_format(on, form)


STRIPES = "".join(f"M{x} 18l18-18" for x in range(-18, 400, 7))


def load_bar(first: float, second: float, limit: float, full: float, label: str) -> SafeString:
    """Return hours against hours: two kinds of work, an upright line at ``limit``, stripes past it.

    ``full`` is the hours that the whole length stands for, the same for every row of a list.
    ``label`` says it in words.
    """
    scale = 100 / max(full, first + second, limit, 1)
    within_first = min(first, limit)
    within_second = max(min(first + second, limit) - within_first, 0)
    over = max(first + second - limit, 0)
    at = {
        name: f"{value * scale:.2f}%"
        for name, value in (
            ("first", within_first),
            ("second", within_second),
            ("limit", limit),
            ("over", over),
        )
    }
    striped = format_html(
        '<svg x="{}" y="3" width="{}" height="18"><rect class="load-over" width="100%" height="100%" rx="3"/>'
        '<path class="load-stripe" d="{}"/></svg>',
        at["limit"],
        at["over"],
        STRIPES,
    )
    return format_html(
        '<svg class="load" role="img" aria-label="{}"><rect class="bar-track" y="3" width="100%" height="18" rx="4"/>'
        '<rect class="load-first" y="3" width="{}" height="18" rx="3"/>'
        '<rect class="load-second" x="{}" y="3" width="{}" height="18"/>{}'
        '<rect class="load-limit" x="{}" width="2" height="24"/></svg>',
        label,
        at["first"],
        at["first"],
        at["second"],
        striped if over else "",
        at["limit"],
    )


def seen_words(count: int) -> str:
    """Return "n people can see this" in the language of the page."""
    return ngettext("%(count)s person can see this", "%(count)s people can see this", count) % {"count": count}


def load_key(first: str, second: str, over: str, limit: str) -> SafeString:
    """Return what the shapes of a load bar mean, in words."""
    shapes = (
        (first, '<rect class="load-first" width="100%" height="100%" rx="3"/>'),
        (second, '<rect class="load-second" width="100%" height="100%" rx="3"/>'),
        (over, '<rect class="load-over" width="100%" height="100%" rx="3"/><path class="load-stripe" d="M0 12L12 0"/>'),
        (limit, '<rect class="load-limit" x="5" width="2" height="100%"/>'),
    )
    items = format_html_join(
        "", '<li><svg aria-hidden="true">{}</svg>{}</li>', [(mark_safe(shape), words) for words, shape in shapes]
    )
    return format_html('<ul class="load-key">{}</ul>', items)
