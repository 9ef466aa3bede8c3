"""How long hypothesis tries: quickly in `make test`, and for long in `make test-long`.

Both try the same examples every time, so that whether a change lands is never luck. `--hypothesis-profile=hunt` tries new ones.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("hunt", deadline=None, max_examples=1_000, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("hunt"), derandomize=True)
settings.register_profile("quick", settings.get_profile("long"), max_examples=15)
settings.load_profile("quick")
