"""The rules for the style sheets, read by a machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from alongside.ground.ui import styles

CSS = Path(styles.__file__).parent / "static" / "ui" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"^\s*(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b",
    re.MULTILINE,
)
RAW_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|oklab|lab|lch)\(", re.IGNORECASE)
NAMED_COLOUR = re.compile(
    r":[^;{]*\b(?:white|black|red|green|blue|grey|gray|orange|yellow|purple|pink|brown|teal|navy)\b[^;{]*;"
)
ID_SELECTOR = re.compile(r"(?:^|[\s,>+~(])#[a-z_][\w-]*[^;{}]*\{", re.MULTILINE | re.IGNORECASE)


def text_of(sheet: Path) -> str:
    """The sheet without its comments."""
    return COMMENT.sub("", sheet.read_text(encoding="utf-8"))


def name_of(sheet: Path) -> str:
    return str(sheet.relative_to(CSS))


def depth_of_selectors(text: str) -> int:
    """How deep style rules stand inside each other, not counting at-rules."""
    deepest = 0
    stack: list[bool] = []
    for found in re.finditer(r"([^{};]*)\{|\}", text):
        if found[0] == "}":
            stack.pop()
            continue
        stack.append(not found[1].strip().startswith("@"))
        deepest = max(deepest, sum(stack))
    return deepest


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_only_logical_properties_are_used(sheet: Path) -> None:
    assert not PHYSICAL.findall(text_of(sheet))


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name != "tokens.css"], ids=name_of)
def test_colours_are_written_in_tokens_only(sheet: Path) -> None:
    text = text_of(sheet)
    assert not RAW_COLOUR.findall(text)
    if sheet.name != "print.css":
        assert not NAMED_COLOUR.findall(text)


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name != "print.css"], ids=name_of)
def test_nothing_is_important_outside_print(sheet: Path) -> None:
    assert "!important" not in text_of(sheet)


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_no_selector_uses_an_id_and_rules_nest_at_most_two_deep(sheet: Path) -> None:
    text = text_of(sheet)
    assert not ID_SELECTOR.findall(text)
    assert depth_of_selectors(text) <= 2


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_every_rule_stands_in_a_layer(sheet: Path) -> None:
    outside = re.sub(r"@layer [\w, ]+;", "", text_of(sheet))
    blocks = re.findall(r"^([^\s{}][^{]*)\{", outside, re.MULTILINE)
    wanted = {"[hidden]"} if sheet.name == "base.css" else set()
    assert {block.strip() for block in blocks if not block.startswith("@layer")} == wanted


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_every_token_that_is_asked_for_exists(sheet: Path) -> None:
    known = set(re.findall(r"(--[\w-]+)\s*:", "".join(text_of(each) for each in SHEETS)))
    assert set(re.findall(r"var\((--[\w-]+)", text_of(sheet))) <= known


def test_the_lint_itself_finds_what_it_looks_for() -> None:
    assert PHYSICAL.search("  margin-left: 1px;")
    assert PHYSICAL.search("  text-align: right;")
    assert not PHYSICAL.search("  margin-inline-start: 1px; border-start-start-radius: 0")
    assert RAW_COLOUR.search("color: #fff")
    assert ID_SELECTOR.search("#main { color: inherit }")
    assert depth_of_selectors("@layer x { .a { .b { .c { x: y } } } }") == 3


def test_linked_sheets_and_scripts_exist() -> None:
    ours = [path for path in (*styles.STYLES, *styles.SCRIPTS) if not path.startswith("vendor/")]
    assert not [path for path in ours if finders.find(path) is None]


def test_every_sheet_is_linked_or_asked_for_by_a_page() -> None:
    linked = {path.removeprefix("ui/css/") for path in styles.STYLES}
    assert {name_of(sheet) for sheet in SHEETS} == (linked - {"vendor/fonts.css"}) | {"print.css", "sheet.css"}


def test_icon_names_leave_comments_out() -> None:
    names = styles.icon_names()
    assert "leaf" in names
    assert not [name for name in names if not re.fullmatch(r"[a-z0-9-]+", name)]
