"""Credentials: the desk, the door, a delegate's own seat, and the registers. The congress's slug stands before."""

from django.urls import path

from amendments.views import credentials, delegate_seat, registers

urlpatterns = [
    path("credentials/", credentials.desk, name="credentials"),
    path("credentials/enter/", credentials.enter, name="credentials-enter"),
    path("credentials/door/", credentials.door, name="door"),
    path("credentials/door/open/", credentials.open_door, name="open-door"),
    path("credentials/door/close/", credentials.close_door, name="close-door"),
    path("credentials/door/code/", credentials.code, name="door-code"),
    path("my-seat/", delegate_seat.mine, name="my-seat"),
    path("delegates/<int:seat>/", delegate_seat.seat, name="delegate-seat"),
    path("delegates/<int:seat>/here/", delegate_seat.here, name="say-here"),
    path("delegates/<int:seat>/gone/", delegate_seat.gone, name="say-gone"),
    path("delegates/<int:seat>/mark/", credentials.mark, name="mark-seat"),
    path("delegates/<int:seat>/surrender/", delegate_seat.surrender, name="surrender"),
    path("delegates/<int:seat>/give-back/", delegate_seat.give_back, name="give-back"),
    path("delegates/<int:seat>/hold/", delegate_seat.hold, name="give-vote"),
    path("delegates/<int:seat>/take-back/", delegate_seat.take_back, name="take-vote-back"),
    path("delegates/<int:seat>/weight/", credentials.weight, name="set-weight"),
    path("registers/", registers.registers, name="registers"),
    path("registers/freeze/", registers.freeze, name="freeze-register"),
    path("registers/challenge/", registers.challenge, name="challenge"),
    path("registers/<int:register>/", registers.register, name="register"),
    path("registers/challenges/<int:challenge>/", registers.answer, name="answer-challenge"),
]
