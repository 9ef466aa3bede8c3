"""What the drafting committee does with the draft, and says of amendments. The congress's slug stands before."""

from django.urls import path

from amendments.views import advice, answers, composites, editing, everywhere, lists, loading, publishing, screening, search

urlpatterns = [
    path("text/<slug:document>/composite/", composites.compose, name="compose"),
    path("text/<slug:document>/composite/live/", composites.live, name="compose-live"),
    path("A<amendment:number>/composite/", composites.composite, name="composite"),
    path("A<amendment:number>/composite/answer/", composites.answer, name="answer-composite"),
    path("A<amendment:number>/composite/again/", composites.again, name="composite-again"),
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
    path("A<amendment:number>/tags/", search.tags, name="tags"),
    path("A<amendment:number>/take-in/", everywhere.take_in, name="take-in"),
    path("text/<slug:document>/screening/", screening.screen, name="screening"),
    path("text/<slug:document>/lists/", lists.lists, name="lists"),
    path("text/<slug:document>/advice/", advice.drafts, name="advice-drafts"),
    path("A<amendment:number>/publish/", lists.publish, name="publish-amendment"),
    path("A<amendment:number>/advice/", advice.advise, name="advise"),
    path("A<amendment:number>/advice/live/", advice.live, name="advice-live"),
    path("A<amendment:number>/advice/discard/", advice.discard, name="advice-discard"),
    path("A<amendment:number>/advice/confirm/", advice.confirm, name="confirm-words"),
    path("A<amendment:number>/minority/", advice.minority, name="minority"),
    path("A<amendment:number>/accept/", answers.accept, name="accept"),
    path("text/<slug:document>/edit/<slug:uid>/live/", editing.edit_live, name="edit-live"),
]
