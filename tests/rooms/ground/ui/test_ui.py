"""The tags: they draw, refuse what they do not know, and every page shell holds together."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

from alongside.ground.ui.gallery import SECTIONS, gallery_sections, specimens
from alongside.ground.ui.styles import icon_names
from alongside.ground.ui.templatetags import ui
from alongside.ground.ui.values import Link, NavGroup, ShellView

ROOM = Path(inspect.getfile(ui)).parents[1]
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
EVIL = "<b onclick=x>"


def render(source: str, **values: object) -> str:
    """Render ``source`` with the tags loaded."""
    return Template("{% load ui %}" + source).render(Context(values))


class Outline(HTMLParser):
    """Notes ids, tags left open, and attributes that the rules forbid."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "rect", "path", "circle", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.open: list[str] = []
        self.forbidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        names = dict(attrs)
        if identity := names.get("id"):
            self.ids.append(identity)
        self.forbidden += [name for name in names if name == "style" or name.startswith("on")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself leaves nothing open."""
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the last tag, which must be this one."""
        assert self.open
        assert self.open.pop() == tag


def outline(markup: str) -> Outline:
    """Read ``markup`` and check that every tag is closed in order."""
    found = Outline()
    found.feed(markup)
    found.close()
    assert not found.open
    return found


@pytest.fixture
def shell() -> ShellView:
    nav = (NavGroup((Link("My day", "/", "sun", current=True), Link("My cases", "/cases/", "home-heart", count=35))),)
    return ShellView(
        "Harbour Family Service",
        "Dele Akande",
        "DA",
        nav=nav,
        primary=Link("Record contact", "/contacts/new/", "pencil"),
        primary_key="C",
        expires_at=1,
        sign_out_url="/sign-out/",
    )


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section[0])
def test_every_section_of_the_gallery_is_sound_markup(section: tuple[str, str, str]) -> None:
    html = get_template(f"ui/gallery/{section[0]}.html").render(dict(specimens()))
    found = outline(html)
    assert not found.forbidden
    assert len(found.ids) == len(set(found.ids))


def test_every_tag_is_shown_in_the_gallery() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in (ROOM / "templates/ui/gallery").glob("*.html"))
    missing = [name for name in ui.register.tags if not re.search(rf"{{%\s*{name}\b", shown)]
    assert sorted(missing) == ["ui_scripts", "ui_styles"]


def test_every_part_is_used_by_a_tag_or_a_template() -> None:
    sources = (ROOM / "templatetags/ui.py").read_text(encoding="utf-8")
    sources += "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    parts = {path.stem for path in (ROOM / "templates/ui/parts").glob("*.html")}
    assert not [part for part in parts if not re.search(rf'"{part}"|/{part}\.html', sources)]


def test_every_tag_is_in_the_catalogue() -> None:
    catalogue = (ROOM / "README.md").read_text(encoding="utf-8")
    assert not [name for name in ui.register.tags if f"{{% {name}" not in catalogue]


def test_the_gallery_is_a_whole_page() -> None:
    page = get_template("ui/gallery.html").render({"sections": gallery_sections()})
    found = outline(page)
    assert not found.forbidden
    assert len(found.ids) == len(set(found.ids))
    assert page.count('class="card" id=') == len(SECTIONS)


def icons_asked_for() -> Iterator[str]:
    """Every icon that a template or module of this room names."""
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r'{%\s*icon\s+"([^"]+)"', text)
        yield from re.findall(r'\bicon="([^"]+)"', text)
    for path in ROOM.glob("*.py"):
        yield from re.findall(r'icon="([a-z0-9-]+)"', path.read_text(encoding="utf-8"))


def test_every_icon_that_is_asked_for_is_in_the_sprite() -> None:
    assert set(icons_asked_for()) <= set(icon_names())


def test_unknown_arguments_stop_the_template() -> None:
    for source in (
        '{% chip "x" colour="red" %}',
        '{% card heading="x" %}{% endcard %}',
        "{% field form.name lable=1 %}",
    ):
        with pytest.raises(TemplateSyntaxError):
            Template("{% load ui %}" + source)


@pytest.mark.parametrize(
    "source",
    [
        '{% card kind="loud" %}{% endcard %}',
        '{% notice role="red" %}{% endnotice %}',
        '{% notice kind="loud" %}{% endnotice %}',
        '{% moment when="x" icon="x" role="red" %}{% endmoment %}',
        '{% rating 1 "x" role="red" %}',
    ],
)
def test_unknown_kinds_and_roles_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match="must be one of"):
        render(source)


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(TypeError, match="field of a form"):
        render("{% field form.nmae %}", form=specimens()["form"])


@pytest.mark.parametrize(
    "source",
    [
        "{% card title=evil sub=evil more=evil more_url=evil %}{% endcard %}",
        "{% notice title=evil %}{% endnotice %}",
        "{% empty_place title=evil text=evil %}{% endempty_place %}",
        "{% voice evil name=evil on=evil spoken=evil translated_by=evil language=evil %}",
        "{% dialog name=evil title=evil %}{% enddialog %}",
        "{% progress 1 2 evil evil note=evil stop_url=evil %}",
        '{% moment when=evil icon="home" role="pine" %}{% endmoment %}',
        "{% menu evil %}{% endmenu %}",
        "{% more evil %}{% endmore %}",
        "{% rating 1 evil note=evil %}",
    ],
)
def test_text_from_outside_is_escaped(source: str) -> None:
    assert EVIL not in render(source, evil=EVIL)


def test_what_stands_inside_a_part_keeps_its_markup_and_escapes_its_values() -> None:
    html = render('{% card title="T" %}<p>{{ evil }}</p>{% endcard %}', evil=EVIL)
    assert "<p>&lt;b onclick=x&gt;</p>" in html


def test_a_voice_is_verbatim_and_says_whose_it_is() -> None:
    html = render(
        '{% voice text name="Marta" spoken="Spanish" translated_by="Dele" on="12 November" %}', text="I  sleep.\nNow."
    )
    assert "I  sleep.\nNow." in html
    assert "Marta, said in Spanish, translated by Dele, 12 November" in re.sub(r"\s+", " ", html)


def test_the_path_marks_where_the_work_stands() -> None:
    html = render("{% stage_path steps %}", steps=specimens()["steps"])
    assert html.count("<li") == 6
    assert html.count('aria-current="step"') == 1
    assert "Back to Plan" in html


def test_a_stepper_starts_from_what_it_was_and_survives_what_cannot_be_a_level() -> None:
    goal = specimens()["form"]["goal"]
    assert 'data-level="1"' in render("{% level_stepper goal was=0 %}", goal=goal)
    broken = type(specimens()["form"])(data={"goal": "far"})["goal"]
    assert 'data-level="-1"' in render("{% level_stepper goal was=was %}", goal=broken, was=-1)


def test_a_summary_counts_and_is_silent_when_all_is_right() -> None:
    class One(forms.Form):
        name = forms.CharField(label="Name")

    html = render('{% error_summary form kept="Your text is saved." %}', form=One(data={}))
    assert "One thing to put right" in html
    assert '<a href="#id_name">' in html
    assert "Your text is saved." in html
    assert "notice" not in render("{% error_summary form %}", form=One(data={"name": "x"}))


def test_the_shell_holds_together(shell: ShellView) -> None:
    page = get_template("ui/shell.html").render({"shell": shell, "csrf_token": "token"})
    found = outline(page)
    assert not found.forbidden
    assert len(found.ids) == len(set(found.ids))
    assert '<html lang="en" dir="ltr"' in page
    assert 'href="#main"' in page
    assert "Record contact" in page
    assert "Demonstration" not in page


def test_the_shell_follows_language_theme_density_and_demonstration(shell: ShellView) -> None:
    changed = replace(shell, language="ar", direction="rtl", theme="dark", density="compact", demo=True, keys=False)
    page = get_template("ui/shell.html").render({"shell": changed, "csrf_token": "token"})
    assert '<html lang="ar" dir="rtl" data-theme="dark" data-density="compact">' in page
    assert 'data-keys="off"' in page
    assert "Demonstration" in page


def test_a_shell_without_a_session_asks_nobody_to_sign_in_again(shell: ShellView) -> None:
    page = get_template("ui/shell.html").render({"shell": replace(shell, expires_at=0), "csrf_token": "token"})
    assert "data-again" not in page
    assert "session-expires" not in page


@pytest.mark.parametrize("name", ["plain", "print"])
def test_the_other_shells_need_no_shell_value(name: str) -> None:
    page = get_template(f"ui/{name}.html").render({"printed_by": "Dele", "printed_at": "24 Nov", "copy_for": "Marta"})
    assert not outline(page).forbidden
    if name == "print":
        assert "Printed by Dele, 24 Nov." in page
        assert "Copy for Marta." in page


def test_no_template_writes_a_style_a_script_or_a_colour() -> None:
    bad = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|#[0-9a-f]{6}\b", re.IGNORECASE)
    assert not [path.name for path in TEMPLATES if bad.search(path.read_text(encoding="utf-8"))]
