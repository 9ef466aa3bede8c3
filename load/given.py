"""A site that runs already somewhere on this machine, in demo mode: whoever its sign-in page offers comes in by the buttons."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from load.acts import act
from load.site import Hall
from load.web import Forms, Visitor

FEW = 2  # decisions that screens follow: a sample has few amendments, and one is left to vote on
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Refused(Exception):
    """The load cannot be put on this site; the message says why, and what to do."""


def check(address: str) -> str:
    """Give the address without what follows the port. Raises Refused for another machine: a load is an attack there."""
    parts = urlsplit(address if "//" in address else f"http://{address}")
    if parts.scheme != "http" or parts.hostname not in LOOPBACK or parts.port is None:
        raise Refused(f"{address} is not on this machine. Name an address such as http://127.0.0.1:8000, or none.")
    return f"http://{parts.hostname}:{parts.port}"


async def given_site(pages: str, streams: str, delegates: int) -> Hall:
    """Come in as the chair and so many delegates, as far as there are seats. Raises Refused where the site cannot take it."""
    passer = Visitor(pages, streams)
    people = re.findall(r'name="person" value="(\d+)"', (await passer.get("/sign-in/")).text)
    if not people:
        raise Refused(f"At {pages} nobody can sign in without a password: it is no demo. Without an address, a site is made.")
    congress = (await passer.get("/")).headers.get("location", "").strip("/").split("/")[-1]
    inside = [await enters(pages, streams, one) for one in people]
    chair = await _who_may(inside, f"/c/{congress}/floor/run/", f"/c/{congress}/floor/put/")
    if chair is None:
        raise Refused(f"At {pages} nobody who can sign in runs the floor. `make demo-reset` begins anew.")
    hall = Hall(pages, streams, congress, await _document(chair, congress), chair, decisions=FEW)
    await _clear(hall)
    hall.delegates = await _delegates(hall, inside, delegates)
    if not hall.delegates:
        raise Refused(f"At {pages} no delegate is found who could vote. `make demo-reset` begins anew.")
    return hall


async def _who_may(people: list[Visitor], page: str, form: str) -> Visitor | None:
    """Give the first whose page has a form."""
    for one in people:
        answer = await one.get(page)
        if answer.status == 200 and any(urlsplit(found.action).path == form for found in Forms(answer.text).found):
            return one
    return None


async def _document(chair: Visitor, congress: str) -> str:
    """Find a document on the floor with an amendment to decide."""
    page = (await chair.get(f"/c/{congress}/")).text
    names: list[str] = sorted(set(re.findall(rf'"/c/{congress}/text/([^"/]+)/', page)))
    for document in names:
        if re.search(r'/A\d+/decide/"', (await chair.get(f"/c/{congress}/text/{document}/floor/")).text):
            return document
    raise Refused("No document is on the floor there with an amendment to decide. `make demo-reset` begins anew.")


async def _clear(hall: Hall) -> None:
    """Take from the floor what is put and not voted on yet. Raises Refused where a vote runs: that is the chair’s to end."""
    while "take-back/" in (page := (await hall.chair.get(f"{hall.hall}run/")).text):
        await act(hall, "take-back")
    if any(urlsplit(one.action).path.endswith(("/close/", "/declare/", "/resume/")) for one in Forms(page).found):
        raise Refused("A vote or a recess is under way there. End it as the chair, or begin anew with `make demo-reset`.")


async def _delegates(hall: Hall, inside: list[Visitor], many: int) -> list[Visitor]:
    """Sign in delegates from the office’s list of people, as far as they are here."""
    lists = [(await one.get(f"/c/{hall.congress}/people/")).text for one in inside]
    row = re.compile(rf'"/c/{hall.congress}/people/(\d+)/">[^<]*</a></th><td>[^<]*</td><td>[^<]*\bdelegate for')
    found: list[Visitor] = []
    for person in dict.fromkeys(person for page in lists for person in row.findall(page)):
        if len(found) == many:
            break
        visitor = await enters(hall.pages, hall.streams, person)
        if await _is_here(visitor, f"/c/{hall.congress}/my-seat/"):
            found.append(visitor)
    return found


async def _is_here(delegate: Visitor, page: str) -> bool:
    """Let a delegate say that they are here, where delegates can. Tells whether they are."""
    for form in Forms((await delegate.get(page)).text).found:
        if form.action.endswith("/here/"):
            await delegate.send(form, page)
    return "/gone/" in (await delegate.get(page)).text


async def enters(pages: str, streams: str, person: str) -> Visitor:
    """Sign in with a button of the demo."""
    visitor = Visitor(pages, streams)
    form = Forms((await visitor.get("/sign-in/")).text).to("/sign-in/as/")
    await visitor.send(form, "/sign-in/", person=person)
    return visitor
