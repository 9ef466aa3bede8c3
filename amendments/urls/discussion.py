"""What members say to each other, note and follow. The congress's slug stands before."""

from django.urls import path

from amendments.views import discussion, moderation

urlpatterns = [
    path("A<int:number>/talk/", discussion.amendment_talk, name="amendment-talk"),
    path("text/<slug:document>/talk/", discussion.threads, name="threads"),
    path("text/<slug:document>/talk/<slug:uid>/", discussion.place_talk, name="place-talk"),
    path("text/<slug:document>/moderation/", moderation.moderation, name="moderation"),
    path("talk/<int:post>/", discussion.post, name="post"),
    path("talk/<int:post>/edit/", discussion.edit, name="edit-post"),
    path("talk/<int:post>/delete/", discussion.take_back, name="delete-post"),
    path("talk/<int:post>/report/", discussion.report, name="report-post"),
    path("talk/<int:post>/moderate/", moderation.moderate, name="moderate-post"),
]
