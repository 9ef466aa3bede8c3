"""What the chair and the council do with a document and its amendments. The congress's slug stands before."""

from django.urls import path

from amendments.views import answers, chair, leave, stages

urlpatterns = [
    path("A<int:number>/let-in/", leave.let_in, name="let-in"),
    path("A<int:number>/otherwise/", leave.override, name="override"),
    path("text/<slug:document>/otherwise/", leave.override_document, name="override-document"),
    path("text/<slug:document>/leave/", leave.give_leave, name="give-leave"),
    path("A<int:number>/decide/", chair.decide, name="decide"),
    path("A<int:number>/appeal/decide/", answers.hear, name="hear-appeal"),
    path("text/<slug:document>/adopt/", chair.adopt, name="adopt"),
    path("text/<slug:document>/council/", stages.vote, name="council"),
    path("text/<slug:document>/close-filing/", stages.close_filing, name="close-filing"),
    path("text/<slug:document>/reopen-filing/", stages.reopen_filing, name="reopen-filing"),
    path("text/<slug:document>/take-up/", stages.take_up, name="take-up"),
]
