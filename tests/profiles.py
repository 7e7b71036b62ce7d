"""How hard hypothesis tries: ``quick`` for every run, ``fuzz`` for the long ones (``--hypothesis-profile=fuzz``)."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SUPPRESSED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

settings.register_profile("quick", max_examples=60, deadline=None, suppress_health_check=SUPPRESSED)
settings.register_profile("fuzz", max_examples=10_000, deadline=None, suppress_health_check=SUPPRESSED)
settings.load_profile("quick")
