"""The gates to what people talk about, note and follow, to what was said of it, and to registers and their challenges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from amendments.access import ForDocument, Lock, User, access_amendment_for, access_congress_for, access_document_for, require
from amendments.models import Amendment, Challenge, Congress, Document, Paragraph, Post, Register, Section
from amendments.refusals import Absent
from amendments.rules import Acting, can_read_working, relations_to


@dataclass(frozen=True)
class Thing:
    """A place of a document by its permanent id, or an amendment; and what the person is in the congress."""

    document: Document
    acting: Acting
    uid: str = ""
    amendment: Amendment | None = None
    label: str = ""
    section: bool = False

    @property
    def name(self) -> str:
        """Name it as people do: "A12", "2.4.7", "section 2.4"."""
        if self.amendment is not None:
            return str(self.amendment)
        kind = "section " if self.section else "" if self.label else "the unnumbered "
        return f"{kind}{self.label}" if self.label else f"{kind}{'' if self.section else 'paragraph'}".strip()

    @property
    def where(self) -> dict[str, Any]:
        """Give the columns by which rows about it are found."""
        return {"document": self.document, "uid": self.uid, "amendment": self.amendment}


@dataclass(frozen=True)
class ForPost:
    """A post, and what it is about."""

    post: Post
    thing: Thing


def access_amendment_thing_for(
    user: User, purpose: str, *, congress: str = "", number: int = 0, pk: int | None = None, lock: Lock = False
) -> Thing:
    """Fetch an amendment as something to talk about. Raises Absent or Forbidden."""
    found = access_amendment_for(user, purpose, congress=congress, number=number, pk=pk, lock=lock)
    return Thing(found.document, found.acting, amendment=found.amendment)


def access_place_for(
    user: User, purpose: str, *, congress: str = "", slug: str = "", pk: int | None = None, uid: str, lock: Lock = False
) -> Thing:
    """Fetch a paragraph or a section, struck ones too, as something to talk about. Raises Absent or Forbidden."""
    document, acting = access_document_for(user, purpose, congress=congress, slug=slug, pk=pk, lock=lock)
    label = Paragraph.objects.filter(document=document, uid=uid).order_by("pk").values_list("label", flat=True).first()
    if label is not None:
        return Thing(document, acting, uid, label=label)
    label = Section.objects.filter(document=document, uid=uid).order_by("pk").values_list("label", flat=True).first()
    if label is None:
        raise Absent
    return Thing(document, acting, uid, label=label, section=True)


def access_working_text_for(user: User, *, congress: str, slug: str) -> ForDocument:
    """Fetch a document whose working text the person may read: the table's readers, and those the document is set for."""
    found = access_document_for(user, "read_document", congress=congress, slug=slug)
    if not can_read_working(found.acting, found.document):
        require(found.acting, "read_working_text", stage=found.document.stage)
    return found


def access_again(user: User, thing: Thing, *, lock: Lock = False) -> Thing:
    """Fetch a thing once more, to act on it: what was on a page can have changed since. Raises Absent."""
    if thing.amendment is not None:
        return access_amendment_thing_for(user, "read_amendment", pk=thing.amendment.pk, lock=lock)
    return access_place_for(user, "read_document", pk=thing.document.pk, uid=thing.uid, lock=lock)


def access_post_for(user: User, purpose: str, *, congress: str = "", pk: int, lock: Lock = False) -> ForPost:
    """Fetch a post for a purpose: an action of the table, or `read_document`. Raises Absent or Forbidden."""
    rows = Post.objects.filter(pk=pk, **({"thread__document__congress__slug": congress} if congress else {}))
    post = rows.select_related("thread", "person", "seat__body", "reply_to").order_by("pk").first()
    if post is None:
        raise Absent
    if post.thread.amendment_id is not None:
        thing = access_amendment_thing_for(user, "read_amendment", pk=post.thread.amendment_id, lock=lock and "share")
    else:
        place = post.thread
        thing = access_place_for(user, "read_document", pk=place.document_id, uid=place.uid, lock=lock and "share")
    if lock:
        Post.objects.select_for_update(no_key=True).get(pk=pk)
        post.refresh_from_db()
    if purpose != "read_document":
        require(thing.acting, purpose, stage=thing.document.stage, relations=relations_to(thing.acting, post))
    return ForPost(post, thing)


class ForRegister(NamedTuple):
    """A register of a congress, and what whoever asks is in it."""

    register: Register
    congress: Congress
    acting: Acting


class ForChallenge(NamedTuple):
    """A challenge in a congress, and what whoever asks is in it."""

    challenge: Challenge
    congress: Congress
    acting: Acting


def access_register_for(user: User, purpose: str, *, congress: str, number: int) -> ForRegister:
    """Fetch a register for a purpose. Raises Absent or Forbidden."""
    held, acting = access_congress_for(user, purpose, slug=congress)
    rows = Register.objects.filter(congress=held, number=number).select_related("document", "entry")
    found = rows.order_by("pk").first()
    if found is None:
        raise Absent
    return ForRegister(found, held, acting)


def access_challenge_for(user: User, purpose: str, *, congress: str, pk: int) -> ForChallenge:
    """Fetch a challenge for a purpose. Raises Absent or Forbidden."""
    held, acting = access_congress_for(user, purpose, slug=congress)
    found = Challenge.objects.filter(congress=held, pk=pk).select_related("register", "seat__person").order_by("pk").first()
    if found is None:
        raise Absent
    return ForChallenge(found, held, acting)
