"""The floor: what is put and voted on now. The congress's slug stands before."""

from django.urls import path

from amendments.views import hall, phone, screens, sitting

urlpatterns = [
    path("floor/", phone.hall, name="hall"),
    path("floor/run/", hall.run, name="run-floor"),
    path("floor/put/", hall.put, name="put-question"),
    path("floor/take-back/", hall.take_back, name="take-back-question"),
    path("floor/pull/", phone.pull, name="pull-from-question"),
    path("floor/open/", hall.open_, name="open-vote"),
    path("floor/cast/", phone.cast, name="cast-ballot"),
    path("floor/count/", hall.count, name="count-hands"),
    path("floor/close/", hall.close, name="close-vote"),
    path("floor/declare/", hall.declare, name="declare-vote"),
    path("floor/cancel/", hall.cancel, name="cancel-vote"),
    path("floor/void/", hall.void, name="void-vote"),
    path("floor/recount/", hall.count_again, name="count-again"),
    path("floor/speak/", sitting.speak, name="ask-to-speak"),
    path("floor/speakers/enter/", sitting.enter, name="enter-speaker"),
    path("floor/speakers/ahead/", sitting.ahead, name="speakers-ahead"),
    path("floor/speakers/ahead/ask/", sitting.speak_ahead, name="speak-ahead"),
    path("floor/speakers/ahead/enter/", sitting.enter_ahead, name="enter-ahead"),
    path("floor/speakers/call/", sitting.call, name="call-speaker"),
    path("floor/speakers/end/", sitting.end, name="end-speaker"),
    path("floor/speakers/drop/", sitting.drop, name="drop-speaker"),
    path("floor/recess/", sitting.rest, name="take-recess"),
    path("floor/resume/", sitting.resume, name="resume"),
    path("floor/mine/", phone.mine, name="hall-mine"),
    path("wall/", screens.wall, name="wall"),
    path("wall/turnout/", screens.turnout, name="turnout"),
    path("votes/<int:vote>/", screens.vote, name="vote"),
    path("votes/", hall.votes, name="votes"),
]
