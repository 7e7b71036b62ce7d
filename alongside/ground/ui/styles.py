"""Which style sheets and scripts a page links, in their order, and which icons the sprite holds."""

from pathlib import Path

ICON_LIST = Path(__file__).with_name("icons.txt")

STYLES = (
    "ui/css/tokens.css",
    "vendor/fonts.css",
    "ui/css/base.css",
    "ui/css/shell.css",
    "ui/css/layout.css",
    "ui/css/parts/actions.css",
    "ui/css/parts/forms.css",
    "ui/css/parts/turns.css",
    "ui/css/parts/ticked.css",
    "ui/css/parts/marks.css",
    "ui/css/parts/lists.css",
    "ui/css/parts/story.css",
    "ui/css/parts/areas.css",
    "ui/css/parts/files.css",
    "ui/css/parts/path.css",
    "ui/css/parts/drawn.css",
    "ui/css/parts/timeline.css",
    "ui/css/parts/around.css",
    "ui/css/parts/floats.css",
    "ui/css/parts/states.css",
)
BUNDLE = "ui/css/desk.css"
"""All of ``STYLES`` in one, made when static files are collected (``bundle``)."""
SCRIPTS = (
    "ui/js/forms.js",
    "ui/js/drafts.js",
    "ui/js/expiry.js",
    "ui/js/palette.js",
    "ui/js/keys.js",
    "ui/js/stepper.js",
    "ui/js/drawing.js",
    "ui/js/toast.js",
    "ui/js/cover.js",
    "ui/js/print.js",
)


def icon_names() -> tuple[str, ...]:
    """The names of the icons in the sprite, in order."""
    lines = ICON_LIST.read_text(encoding="utf-8").splitlines()
    return tuple(sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")}))
