"""How long hypothesis tries: quickly in `make test`, and for long in `make test-long`."""

from hypothesis import HealthCheck, settings

settings.register_profile("quick", deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("quick"), max_examples=2_000)
settings.load_profile("quick")
