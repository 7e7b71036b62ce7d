"""The style sheets joined into one, named by its digest."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template import Context, Template

from alongside.ground.ui.bundle import BundledStaticFilesStorage, moved
from alongside.ground.ui.styles import BUNDLE, STYLES


def collected(target: Path) -> BundledStaticFilesStorage:
    """A storage with the style sheets and their fonts, collected and processed as for a server."""
    storage = BundledStaticFilesStorage(location=target, base_url="/static/")
    paths = {}
    for finder in finders.get_finders():
        for path, source in finder.list([]):
            if path in STYLES or path.startswith("vendor/fonts/"):
                with source.open(path) as held:
                    storage.save(path, held)
                paths[path] = (storage, path)
    faults = [done for _name, _hashed, done in storage.post_process(paths) if isinstance(done, Exception)]
    assert not faults
    return storage


def test_a_page_asks_for_one_sheet_that_holds_all(tmp_path: Path) -> None:
    storage = collected(tmp_path)
    name = storage.stored_name(BUNDLE)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert name != BUNDLE
    assert text.index("@layer tokens, base, layout, parts, print;") < text.index("@layer base {")
    for sheet in STYLES:
        last = (tmp_path / sheet).read_text(encoding="utf-8").strip().splitlines()[-3:]
        assert last[-1] in text
    assert text.count("@layer parts {") == sum("/parts/" in sheet for sheet in STYLES)
    fonts = {part.split('"')[0] for part in text.split('url("')[1:]}
    assert fonts
    assert not [font for font in fonts if not (tmp_path / BUNDLE).parent.joinpath(font).is_file()]


def test_where_sheets_are_missing_or_it_is_a_trial_nothing_is_joined(tmp_path: Path) -> None:
    storage = collected(tmp_path / "whole")
    storage.delete(BUNDLE)
    paths = {sheet: (storage, sheet) for sheet in STYLES}
    assert list(storage.post_process(dict(paths), dry_run=True)) == []
    del paths[STYLES[0]]
    assert not [done for _name, _hashed, done in storage.post_process(paths) if isinstance(done, Exception)]
    assert not storage.exists(BUNDLE)


def test_an_address_keeps_its_aim() -> None:
    assert moved("fonts/a.woff2", "vendor/fonts.css") == 'url("../../vendor/fonts/a.woff2")'
    assert moved("../img/mark.svg", "ui/css/base.css") == 'url("../img/mark.svg")'


def test_without_collected_files_the_sheets_stand_alone() -> None:
    page = Template("{% load ui %}{% ui_styles %}").render(Context())
    assert [page.index(sheet) for sheet in STYLES] == sorted(page.index(sheet) for sheet in STYLES)
    assert BUNDLE not in page
