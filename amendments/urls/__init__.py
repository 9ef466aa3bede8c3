"""The addresses, one file an audience. Fixed words come first, so that no slug of a congress or document can hide them.

/                                       the congress, or the list of them
/c/SLUG/                                a congress
/c/SLUG/A12/…                           an amendment
/c/SLUG/text/DOCUMENT/…                 a document
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("amendments.urls.public")),
    path("c/<slug:congress>/", include("amendments.urls.member")),
    path("c/<slug:congress>/", include("amendments.urls.discussion")),
    path("c/<slug:congress>/", include("amendments.urls.committee")),
    path("c/<slug:congress>/", include("amendments.urls.chair")),
    path("c/<slug:congress>/", include("amendments.urls.record")),
    path("c/<slug:congress>/", include("amendments.urls.office")),
]
