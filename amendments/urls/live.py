"""The parts of pages that follow by themselves. In production a proxy sends `/live/` to the server of streams."""

from django.urls import path

from amendments.live.console import ConsolePart
from amendments.live.desk import DeskPart
from amendments.live.hall import HallPart, WallPart
from amendments.live.parts import AmendmentNews, DecisionPart, FloorPart, TextNews, VotingPart
from amendments.views.live import following
from amendments.views.pages import READ_AMENDMENT, READ_DOCUMENT

urlpatterns = [
    path("<slug:congress>/hall/", following("read_hall", HallPart), name="live-hall"),
    path("<slug:congress>/run/", following("run_floor", ConsolePart), name="live-console"),
    path("<slug:congress>/desk/", following("keep_presence", DeskPart), name="live-desk"),
    path("<slug:congress>/wall/", following("read_congress", WallPart), name="live-wall"),
    path("<slug:congress>/text/<slug:document>/", following(READ_DOCUMENT, TextNews), name="live-text"),
    path("<slug:congress>/floor/<slug:document>/", following(READ_DOCUMENT, FloorPart), name="live-floor"),
    path("<slug:congress>/list/<slug:document>/", following(READ_DOCUMENT, VotingPart), name="live-list"),
    path("<slug:congress>/A<amendment:number>/", following(READ_AMENDMENT, AmendmentNews), name="live-amendment"),
    path("<slug:congress>/A<amendment:number>/decision/", following(READ_AMENDMENT, DecisionPart), name="live-decision"),
]
