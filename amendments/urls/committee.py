"""What the drafting committee does with the draft. The congress's slug stands before."""

from django.urls import path

from amendments.views import editing

urlpatterns = [
    path("text/<slug:document>/edit/", editing.edit, name="edit"),
    path("text/<slug:document>/edit/<slug:uid>/", editing.edit_part, name="edit-part"),
]
