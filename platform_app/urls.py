"""The addresses of the site: all of them are the app's."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("amendments.urls"))]

handler400 = "amendments.views.errors.malformed"
handler403 = "amendments.views.errors.forbidden"
handler404 = "amendments.views.errors.absent"
handler500 = "amendments.views.errors.broken"
