"""What members do: amend, and answer for what they filed. The congress's slug stands before."""

from django.urls import path

from amendments.views import answers, filing, mover, revising, secondary, support, together

urlpatterns = [
    path("text/<slug:document>/amend/", filing.amend, name="amend"),
    path("text/<slug:document>/amend/live/", filing.live, name="amend-live"),
    path("text/<slug:document>/amend/save/", filing.autosave, name="amend-save"),
    path("text/<slug:document>/amend/file/", filing.file, name="amend-file"),
    path("text/<slug:document>/amend/discard/", filing.discard, name="amend-discard"),
    path("A<int:number>/revise/", revising.revise, name="revise"),
    path("A<int:number>/revise/live/", revising.live, name="revise-live"),
    path("A<int:number>/revise/save/", revising.autosave, name="revise-save"),
    path("A<int:number>/revise/file/", revising.file, name="revise-file"),
    path("A<int:number>/revise/discard/", revising.discard, name="revise-discard"),
    path("A<int:number>/support/", support.support, name="support"),
    path("A<int:number>/support/leave/", support.leave, name="leave-support"),
    path("A<int:number>/support/body/", support.for_body, name="support-body"),
    path("A<int:number>/supporters/", support.supporters, name="supporters"),
    path("A<int:number>/together/", together.together, name="together"),
    path("A<int:number>/together/take-back/", together.take_back, name="together-take-back"),
    path("A<int:number>/together/answer/", together.answer, name="together-answer"),
    path("A<int:number>/amend/", secondary.amend, name="amend-amendment"),
    path("A<int:number>/amend/live/", secondary.live, name="amend-amendment-live"),
    path("A<int:number>/amend/save/", secondary.autosave, name="amend-amendment-save"),
    path("A<int:number>/amend/file/", secondary.file, name="amend-amendment-file"),
    path("A<int:number>/amend/discard/", secondary.discard, name="amend-amendment-discard"),
    path("A<int:number>/withdraw/", mover.withdraw, name="withdraw"),
    path("A<int:number>/take-over/", mover.take_over, name="take-over"),
    path("A<int:number>/correction/", answers.correction, name="correction"),
    path("A<int:number>/appeal/", answers.appeal, name="appeal"),
    path("A<int:number>/agree/", answers.agree, name="agree"),
    path("A<int:number>/object/", answers.object_to, name="object"),
    path("A<int:number>/confirm/", mover.confirm, name="confirm-combined"),
]
