"""The gallery draws every section, with no two controls of the same name in one group."""

from __future__ import annotations

from alongside.ground.ui.gallery import SECTIONS, gallery_sections, path_steps


def test_every_section_is_drawn_with_its_title() -> None:
    sections = gallery_sections()
    assert [(section.name, section.title, section.note) for section in sections] == list(SECTIONS)
    assert all(section.html.strip() for section in sections)


def test_the_specimen_path_has_every_state() -> None:
    assert {step.state for step in path_steps()} == {"done", "now", "later"}
