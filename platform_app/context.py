"""What every template may ask about the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site(_request: HttpRequest) -> dict[str, object]:
    """Give `demo`: whether sign-in buttons stand in for passwords."""
    return {"demo": settings.DEMO}
