"""What the chair and the council do with a document and its amendments. The congress's slug stands before."""

from django.urls import path

from amendments.views import chair, stages

urlpatterns = [
    path("A<int:number>/decide/", chair.decide, name="decide"),
    path("text/<slug:document>/adopt/", chair.adopt, name="adopt"),
    path("text/<slug:document>/council/", stages.vote, name="council"),
    path("text/<slug:document>/close-filing/", stages.close_filing, name="close-filing"),
    path("text/<slug:document>/reopen-filing/", stages.reopen_filing, name="reopen-filing"),
    path("text/<slug:document>/take-up/", stages.take_up, name="take-up"),
]
