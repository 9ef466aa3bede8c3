"""Live pages: what people have open follows what is done, within two seconds, and catches up after a lost connection.

An act says `live.changed(congress, topic)` (`actions/live.py`). A page that follows has a `Part`, which says who may read it,
which topics it follows, and how it is drawn (`part.py`; those of the pages that there are stand in `parts.py`):

    class TallyPart(DocumentPart):
        pieces = {"tally": "delegate/tally.html"}  # id on the page: template
        def context(self, acting): return {"tally": ...}  # as somebody sees it
        def alike(self, acting): ...  # whether somebody sees what a passer-by would
        @property
        def topics(self): return super().topics | {"floor"}  # where it follows more than the document's chain

    # urls/live.py
    path("live/<slug:congress>/tally/<slug:document>/", following(READ_DOCUMENT, TallyPart), name="live-tally")

    # the view of the page
    part = TallyPart.open(user_of(request), request.GET, congress=congress, document=document)
    context |= shown(request, part, "live-tally", congress=congress, document=document)

    {# the page, where the part stands #}
    {% include "components/live.html" with id="tally" piece=live.pieces.tally only %}

The part is drawn once for each process and language as a passer-by would see it, and sent to all who see no more than that
(`Part.alike`); the others are told to fetch theirs, spread over a moment. State is in the database, messages are hints: a part
has a digest, a page says which one it shows, and whoever shows another gets the present one once.

What is each person's own beside a part comes along where the part can draw it for all at once (`Part.owns`, `own.py`): so do
the ballots of a thousand phones, whenever there is another `turn`. A page that did not get its own fetches it.

`log.py` finds what changed, `watch.py` wakes up when something did, `hub.py` draws and hands out, `readers.py` asks the rules
again before each event, `stream.py` speaks server-sent events (ASGI). Where those do not pass, the page asks the same address
every few seconds and is answered 304. Nothing here holds a rule, or writes.
"""
