"""What anyone may look up who may read the document: the floor, decisions, history, provenance, the record."""

from django.urls import path

from amendments.views import floor, history, minutes, readings, record, voting

urlpatterns = [
    path("record/", record.records, name="records"),
    path("record/congress/", record.own, name="own-record"),
    path("record/congress/<int:sequence>/", record.own_to_the_letter, name="own-entry"),
    path("A<amendment:number>/decision/", floor.decision, name="decision"),
    path("text/<slug:document>/list/", voting.voting_list, name="voting-list"),
    path("text/<slug:document>/list/sheet/", voting.sheet, name="voting-sheet"),
    path("text/<slug:document>/floor/", floor.floor, name="floor"),
    path("text/<slug:document>/words/", history.provenance, name="provenance"),
    path("text/<slug:document>/readings/", readings.readings, name="readings"),
    path("text/<slug:document>/history/", history.history, name="history"),
    path("text/<slug:document>/history/compare/", history.compared, name="compare"),
    path("text/<slug:document>/history/part/<slug:uid>/", history.part, name="part-history"),
    path("text/<slug:document>/minutes/", minutes.minutes, name="minutes"),
    path("text/<slug:document>/minutes/<int:sequence>/correct/", minutes.correct, name="correct-minutes"),
    path("text/<slug:document>/minutes/<int:sequence>/dissent/", minutes.dissent, name="dissent"),
    path("text/<slug:document>/record/", record.record, name="record"),
    path("text/<slug:document>/record/<int:sequence>/", record.entry, name="entry"),
]
