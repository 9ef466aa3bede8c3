"""What the drafting committee does with the draft, and says of amendments. The congress's slug stands before."""

from django.urls import path

from amendments.views import editing, everywhere, loading, publishing, screening

urlpatterns = [
    path("load/", loading.load, name="load"),
    path("text/<slug:document>/edit/", editing.edit, name="edit"),
    path("text/<slug:document>/edit/undo/", editing.undo, name="edit-undo"),
    path("text/<slug:document>/edit/<slug:uid>/", editing.edit_part, name="edit-part"),
    path("text/<slug:document>/settings/", publishing.document_settings, name="document-settings"),
    path("text/<slug:document>/settings/title/", publishing.title, name="set-title"),
    path("text/<slug:document>/settings/readers/", publishing.readers, name="set-readers"),
    path("text/<slug:document>/settings/deadline/", publishing.deadline, name="set-deadline"),
    path("text/<slug:document>/put-to-council/", publishing.put_to_council, name="put-to-council"),
    path("text/<slug:document>/publish/", publishing.publish, name="publish"),
    path("A<int:number>/take-in/", everywhere.take_in, name="take-in"),
    path("A<int:number>/rule/", screening.rule, name="rule"),
    path("A<int:number>/recommend/", screening.recommend, name="recommend"),
    path("text/<slug:document>/edit/<slug:uid>/live/", editing.edit_live, name="edit-live"),
]
