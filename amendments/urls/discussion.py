"""What members say to each other, note and follow. The congress's slug stands before."""

from django.urls import path

from amendments.views import discussion, feeds, following, moderation, notes

urlpatterns = [
    path("A<amendment:number>/talk/", discussion.amendment_talk, name="amendment-talk"),
    path("text/<slug:document>/talk/", discussion.threads, name="threads"),
    path("text/<slug:document>/talk/<slug:uid>/", discussion.place_talk, name="place-talk"),
    path("text/<slug:document>/moderation/", moderation.moderation, name="moderation"),
    path("talk/<int:post>/", discussion.post, name="post"),
    path("talk/<int:post>/edit/", discussion.edit, name="edit-post"),
    path("talk/<int:post>/delete/", discussion.take_back, name="delete-post"),
    path("talk/<int:post>/report/", discussion.report, name="report-post"),
    path("talk/<int:post>/moderate/", moderation.moderate, name="moderate-post"),
    path("A<amendment:number>/follow/", following.follow_amendment, name="follow-amendment"),
    path("text/<slug:document>/follow/<slug:uid>/", following.follow_place, name="follow-place"),
    path("bodies/<slug:body>/follow/", following.follow_body, name="follow-body"),
    path("following/", following.following, name="following"),
    path("new/", following.new, name="new"),
    path("A<amendment:number>/note/", notes.note_amendment, name="note-amendment"),
    path("text/<slug:document>/note/<slug:uid>/", notes.note_place, name="note-place"),
    path("notes/", notes.notes, name="notes"),
    path("A<amendment:number>/feed/", feeds.amendment_feed, name="amendment-feed"),
    path("text/<slug:document>/feed/", feeds.document_feed, name="document-feed"),
]
