"""The plain values that parts and page shells are drawn from. All frozen; none knows a noun of casework."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal["pine", "sun", "leaf", "ochre", "sky", "iris", "plum", "clay", "stone"]
State = Literal["done", "now", "later"]

ROLES: tuple[Role, ...] = (
    "pine",
    "sun",
    "leaf",
    "ochre",
    "sky",
    "iris",
    "plum",
    "clay",
    "stone",
)
STATES: tuple[State, ...] = ("done", "now", "later")


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go: a tab, a choice in a segmented control, an entry of a menu."""

    label: str
    url: str
    icon: str = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A run of places in the rail, with a title of its own unless it is the first."""

    items: Sequence[Link]
    title: str = ""


@dataclass(frozen=True, slots=True)
class ShellView:
    """Everything the desk's frame shows around a page.

    ``nav`` holds the groups of the rail. On a phone the first four places stand in the foot bar and the fifth place
    opens the rest. ``primary`` is the one filled action of the bar; a page that has its own passes ``None``.
    ``expires_at`` is the end of the session in seconds since 1970 (UTC); 0 means that no warning is needed.
    """

    agency: str
    reader_name: str
    reader_initials: str
    nav: Sequence[NavGroup] = ()
    menu: Sequence[Link] = ()
    saved: str = ""
    demo: bool = False
    language: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    theme: Literal["system", "light", "dark"] = "system"
    density: Literal["comfortable", "compact"] = "comfortable"
    primary: Link | None = None
    primary_key: str = ""
    home_url: str = "/"
    search_url: str = "/search/"
    palette_url: str = "/search/palette/"
    help_url: str = ""
    sign_out_url: str = ""
    extend_url: str = "/session/extend/"
    again_url: str = "/session/again/"
    expires_at: int = 0
    keys: bool = True

    @property
    def places(self) -> tuple[Link, ...]:
        """All places of the rail in order."""
        return tuple(item for group in self.nav for item in group.items)

    @property
    def foot(self) -> tuple[Link, ...]:
        """The places that stand in the foot bar of a phone."""
        return self.places[:4]

    @property
    def more(self) -> tuple[Link, ...]:
        """The places behind the fifth spot of the foot bar."""
        return self.places[4:]

    @property
    def more_is_current(self) -> bool:
        """Whether the page being read stands behind the fifth spot."""
        return any(place.current for place in self.more)


@dataclass(frozen=True, slots=True)
class PathStep:
    """One stage of the path.

    ``state`` is where the stage stands. ``person`` and ``service`` say how far each of the two lines has come past
    this stage; left empty they follow ``state``. ``back_url`` offers a way back to a stage that is done.
    """

    label: str
    icon: str
    role: Role
    state: State
    text: str = ""
    url: str = ""
    back_url: str = ""
    person: State | Literal[""] = ""
    service: State | Literal[""] = ""

    @property
    def person_line(self) -> State:
        """How far the person's line has come past this stage."""
        return self.person or self.state

    @property
    def service_line(self) -> State:
        """How far the service's line has come past this stage."""
        return self.service or self.state


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value; ``url`` makes the value a link."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One of two versions of a text: who wrote it, when, and what it says."""

    title: str
    text: str
    value: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One entry of the command palette."""

    label: str
    url: str
    note: str = ""
    icon: str = ""
    avatar: str = ""
    avatar_key: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class PaletteGroup:
    """A run of entries of the command palette under one title."""

    title: str
    items: Sequence[PaletteItem]
