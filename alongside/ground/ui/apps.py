"""The design system: tokens, parts, page shell and gallery. It knows no noun of casework."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the templates, the static files and the template tags of the design system."""

    name = "alongside.ground.ui"
    label = "ui"
    verbose_name = "Design system"
