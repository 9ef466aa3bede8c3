"""The addresses, one file an audience. Fixed words come first, so that no slug of a congress or document can hide them.

/                                       the congress, or the list of them
/c/SLUG/                                a congress
/c/SLUG/A12/… /c/SLUG/A12.1/…           an amendment, or a part of one that was divided
/c/SLUG/text/DOCUMENT/…                 a document
/live/SLUG/…                            a part of a page that follows by itself
"""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from amendments.text.number import Number


class NumberConverter:
    """The number of an amendment in an address: 12, or 12.1 for a part."""

    regex = r"[0-9]{1,6}(?:\.[1-9][0-9]{0,2})?"

    def to_python(self, value: str) -> Number:
        """Read it. Raises ValueError, and so is absent, where there is no such number."""
        found = Number.read(value)
        if found is None:
            raise ValueError(value)
        return found

    def to_url(self, value: int | str) -> str:
        """Write it."""
        return value if isinstance(value, str) else str(Number(value))


register_converter(NumberConverter, "amendment")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("amendments.urls.public")),
    path("live/", include("amendments.urls.live")),
    path("c/<slug:congress>/", include("amendments.urls.hall")),  # first: a thousand ask for it at once
    path("c/<slug:congress>/", include("amendments.urls.member")),
    path("c/<slug:congress>/", include("amendments.urls.discussion")),
    path("c/<slug:congress>/", include("amendments.urls.committee")),
    path("c/<slug:congress>/", include("amendments.urls.chair")),
    path("c/<slug:congress>/", include("amendments.urls.record")),
    path("c/<slug:congress>/", include("amendments.urls.office")),
    path("c/<slug:congress>/", include("amendments.urls.credentials")),
]
