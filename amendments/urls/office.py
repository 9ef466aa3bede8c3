"""What the office does: people, seats, bodies, ways in. The congress's slug stands before."""

from django.urls import path

from amendments.views import behalf, codes, from_floor, importing, own, people, seats

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new-person"),
    path("people/codes/", codes.print_codes, name="print-codes"),
    path("people/invite/", codes.invite, name="invite"),
    path("people/import/", importing.import_people, name="import-people"),
    path("people/import/choose/", importing.choose, name="import-choose"),
    path("people/import/enter/", importing.enter, name="import-enter"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/change/", people.change, name="change-person"),
    path("people/<int:person>/seat/", people.give_seat, name="give-seat"),
    path("people/<int:person>/revoke/", codes.revoke, name="revoke"),
    path("people/<int:person>/export/", own.export, name="export-person"),
    path("people/<int:person>/erase/", own.erase, name="erase-person"),
    path("text/<slug:document>/amend/behalf/", behalf.behalf, name="amend-behalf"),
    path("text/<slug:document>/from-the-floor/", from_floor.move, name="from-floor"),
    path("text/<slug:document>/from-the-floor/live/", from_floor.live, name="from-floor-live"),
    path("text/<slug:document>/from-the-floor/file/", from_floor.file, name="from-floor-file"),
    path("text/<slug:document>/from-the-floor/save/", from_floor.autosave, name="from-floor-save"),
    path("text/<slug:document>/from-the-floor/discard/", from_floor.discard, name="from-floor-discard"),
    path("A<amendment:number>/rule-from-floor/", from_floor.rule, name="rule-from-floor"),
    path("A<amendment:number>/paper/", behalf.paper, name="paper"),
    path("seats/<int:seat>/", seats.seat, name="seat"),
    path("seats/<int:seat>/hand-over/", seats.hand_over, name="hand-over"),
    path("seats/<int:seat>/end/", seats.end, name="end-seat"),
    path("bodies/", seats.bodies, name="bodies"),
    path("bodies/<slug:body>/", seats.body, name="body"),
]
