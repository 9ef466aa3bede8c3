"""What the chair and the council do with a document and its amendments. The congress's slug stands before."""

from django.urls import path

from amendments.views import answers, chair, editorial, leave, paper_votes, rehearsal, reopening, rest, stages, voting

urlpatterns = [
    path("text/<slug:document>/list/make/", voting.make, name="voting-make"),
    path("text/<slug:document>/list/move/", voting.move, name="voting-move"),
    path("text/<slug:document>/list/undo/", voting.undo, name="voting-undo"),
    path("text/<slug:document>/list/fix/", voting.fix, name="voting-fix"),
    path("A<amendment:number>/pull-out/", voting.pull_out, name="pull-out"),
    path("A<amendment:number>/put-back/", voting.put_back, name="put-back"),
    path("A<amendment:number>/let-in/", leave.let_in, name="let-in"),
    path("A<amendment:number>/otherwise/", leave.override, name="override"),
    path("text/<slug:document>/otherwise/", leave.override_document, name="override-document"),
    path("text/<slug:document>/leave/", leave.give_leave, name="give-leave"),
    path("A<amendment:number>/decide/", chair.decide, name="decide"),
    path("A<amendment:number>/appeal/decide/", answers.hear, name="hear-appeal"),
    path("text/<slug:document>/corrections/", editorial.corrections, name="corrections"),
    path("text/<slug:document>/correct/<slug:uid>/", editorial.correct, name="correct"),
    path("text/<slug:document>/rehearsal/", rehearsal.rehearsal, name="rehearsal"),
    path("text/<slug:document>/on-paper/", paper_votes.votes, name="paper-votes"),
    path("text/<slug:document>/on-paper/confirm/", paper_votes.confirm, name="confirm-paper"),
    path("text/<slug:document>/on-paper/drop/", paper_votes.drop, name="drop-paper"),
    path("text/<slug:document>/midnight/", rest.midnight, name="midnight"),
    path("text/<slug:document>/again/", reopening.decisions, name="decisions"),
    path("text/<slug:document>/again/<int:sequence>/", reopening.again, name="again"),
    path("text/<slug:document>/again/<int:sequence>/confirm/", reopening.confirm, name="again-confirm"),
    path("text/<slug:document>/again/<int:sequence>/drop/", reopening.drop, name="again-drop"),
    path("text/<slug:document>/adopt/", chair.adopt, name="adopt"),
    path("text/<slug:document>/council/", stages.vote, name="council"),
    path("text/<slug:document>/close-filing/", stages.close_filing, name="close-filing"),
    path("text/<slug:document>/reopen-filing/", stages.reopen_filing, name="reopen-filing"),
    path("text/<slug:document>/take-up/", stages.take_up, name="take-up"),
]
