"""What the drafting committee does with the draft, and says of amendments. The congress's slug stands before."""

from django.urls import path

from amendments.views import editing, loading, screening

urlpatterns = [
    path("load/", loading.load, name="load"),
    path("text/<slug:document>/edit/", editing.edit, name="edit"),
    path("text/<slug:document>/edit/undo/", editing.undo, name="edit-undo"),
    path("text/<slug:document>/edit/<slug:uid>/", editing.edit_part, name="edit-part"),
    path("A<int:number>/rule/", screening.rule, name="rule"),
    path("A<int:number>/recommend/", screening.recommend, name="recommend"),
    path("text/<slug:document>/edit/<slug:uid>/live/", editing.edit_live, name="edit-live"),
]
