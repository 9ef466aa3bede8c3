"""A site that runs already somewhere on this machine, in demo mode: whoever its sign-in page offers comes in by the buttons."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from load.site import Hall
from load.web import Forms, Visitor

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
    """Come in as the chair and so many delegates, as far as the site offers them. Raises Refused where it offers none."""
    passer = Visitor(pages, streams)
    door = await passer.get("/sign-in/")
    people = re.findall(r'name="person" value="(\d+)"', door.text)
    if not people:
        raise Refused(f"At {pages} nobody can sign in without a password: it is no demo. Without an address, a site is made.")
    inside = [await enters(pages, streams, one) for one in people[: delegates + 20]]
    home = (await passer.get("/")).headers.get("location", "")
    for chair in inside:
        for document in sorted(set(re.findall(r'"/c/[^"/]+/text/([^"/]+)/', (await chair.get(home)).text))):
            congress = home.strip("/").split("/")[-1]
            page = await chair.get(f"/c/{congress}/text/{document}/floor/")
            if re.search(r'/A\d+/decide/"', page.text):
                others = [one for one in inside if one is not chair]
                return Hall(pages, streams, congress, document, chair, others[:delegates])
    raise Refused(f"At {pages} no document is on the floor with an amendment to decide. `make demo-reset` begins anew.")


async def enters(pages: str, streams: str, person: str) -> Visitor:
    """Sign in with a button of the demo."""
    visitor = Visitor(pages, streams)
    form = Forms((await visitor.get("/sign-in/")).text).to("/sign-in/as/")
    await visitor.send(form, "/sign-in/", person=person)
    return visitor
