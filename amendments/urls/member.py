"""What members do: amend, and answer for what they filed. The congress's slug stands before."""

from django.urls import path

from amendments.views import answers, carried_over, division, filing, mover, revising, secondary, support, together

urlpatterns = [
    path("text/<slug:document>/amend/", filing.amend, name="amend"),
    path("text/<slug:document>/amend/live/", filing.live, name="amend-live"),
    path("text/<slug:document>/amend/save/", filing.autosave, name="amend-save"),
    path("text/<slug:document>/amend/file/", filing.file, name="amend-file"),
    path("text/<slug:document>/amend/discard/", filing.discard, name="amend-discard"),
    path("A<amendment:number>/revise/", revising.revise, name="revise"),
    path("A<amendment:number>/revise/live/", revising.live, name="revise-live"),
    path("A<amendment:number>/revise/save/", revising.autosave, name="revise-save"),
    path("A<amendment:number>/revise/file/", revising.file, name="revise-file"),
    path("A<amendment:number>/revise/discard/", revising.discard, name="revise-discard"),
    path("A<amendment:number>/support/", support.support, name="support"),
    path("A<amendment:number>/support/leave/", support.leave, name="leave-support"),
    path("A<amendment:number>/support/body/", support.for_body, name="support-body"),
    path("A<amendment:number>/supporters/", support.supporters, name="supporters"),
    path("A<amendment:number>/together/", together.together, name="together"),
    path("A<amendment:number>/together/take-back/", together.take_back, name="together-take-back"),
    path("A<amendment:number>/together/answer/", together.answer, name="together-answer"),
    path("A<amendment:number>/ask-division/", division.ask, name="ask-division"),
    path("A<amendment:number>/amend/", secondary.amend, name="amend-amendment"),
    path("A<amendment:number>/amend/live/", secondary.live, name="amend-amendment-live"),
    path("A<amendment:number>/amend/save/", secondary.autosave, name="amend-amendment-save"),
    path("A<amendment:number>/amend/file/", secondary.file, name="amend-amendment-file"),
    path("A<amendment:number>/amend/discard/", secondary.discard, name="amend-amendment-discard"),
    path("A<amendment:number>/new-text/", carried_over.carried_over, name="carried-over"),
    path("A<amendment:number>/withdraw/", mover.withdraw, name="withdraw"),
    path("A<amendment:number>/take-over/", mover.take_over, name="take-over"),
    path("A<amendment:number>/correction/", answers.correction, name="correction"),
    path("A<amendment:number>/appeal/", answers.appeal, name="appeal"),
    path("A<amendment:number>/agree/", answers.agree, name="agree"),
    path("A<amendment:number>/object/", answers.object_to, name="object"),
    path("A<amendment:number>/confirm/", mover.confirm, name="confirm-combined"),
]
