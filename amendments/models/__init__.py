"""Tables and their constraints, one file a noun. Models write nothing in response to anything: the writers are the actions."""

from amendments.models.advice import Acceptance, Advice, AdvicePlace, Objection
from amendments.models.amendment import Amendment, AmendmentMargin, AmendmentPlace, Draft
from amendments.models.ballot import Ballot, Tally
from amendments.models.body import Body
from amendments.models.composite import Composite, CompositeSource
from amendments.models.congress import Congress
from amendments.models.credential import Credential, Tries
from amendments.models.decision import Decision, Ruling
from amendments.models.discussion import Moderation, Post, Report, Side, Thread
from amendments.models.division import DivisionAnswer, DivisionRequest
from amendments.models.document import Document, Paragraph, Reading, Section
from amendments.models.follow import Follow, Looked, Mailing, Often
from amendments.models.held_vote import HeldVote
from amendments.models.leave import Leave
from amendments.models.live import Change
from amendments.models.minutes import Addition
from amendments.models.note import Note
from amendments.models.orders import StandingOrders
from amendments.models.outbox import IdempotencyKey, Outbox
from amendments.models.paper import Paper
from amendments.models.paper_vote import PaperCheck, PaperVote
from amendments.models.people_list import PeopleList
from amendments.models.person import Person
from amendments.models.presence import Door, Presence
from amendments.models.question import Question, QuestionItem
from amendments.models.reading import Answered, CarriedOver, ReadingStep, SecondReading
from amendments.models.record import Entry, Revision
from amendments.models.register import Challenge, Register, RegisterLine
from amendments.models.relation import AmendmentRelation, Related
from amendments.models.reopening import Reopening
from amendments.models.screening import AmendmentList, Appeal, Correction, Remark
from amendments.models.seat import Role, Seat
from amendments.models.sitting import Recess, Speaker
from amendments.models.support import CoMover, Support
from amendments.models.tag import AmendmentWords, Tag
from amendments.models.throughout import Throughout
from amendments.models.version import Version
from amendments.models.vote import HandCount, Vote
from amendments.models.voting import Pull, VotingItem, VotingList, VotingMove

__all__ = [
    "Acceptance",
    "Addition",
    "Advice",
    "AdvicePlace",
    "Amendment",
    "AmendmentList",
    "AmendmentMargin",
    "AmendmentPlace",
    "AmendmentRelation",
    "AmendmentWords",
    "Answered",
    "Appeal",
    "Ballot",
    "Body",
    "CarriedOver",
    "Challenge",
    "Change",
    "CoMover",
    "Composite",
    "CompositeSource",
    "Congress",
    "Correction",
    "Credential",
    "Decision",
    "DivisionAnswer",
    "DivisionRequest",
    "Document",
    "Door",
    "Draft",
    "Entry",
    "Follow",
    "HandCount",
    "HeldVote",
    "IdempotencyKey",
    "Leave",
    "Looked",
    "Mailing",
    "Moderation",
    "Note",
    "Objection",
    "Often",
    "Outbox",
    "Paper",
    "PaperCheck",
    "PaperVote",
    "Paragraph",
    "PeopleList",
    "Person",
    "Post",
    "Presence",
    "Pull",
    "Question",
    "QuestionItem",
    "Reading",
    "ReadingStep",
    "Recess",
    "Register",
    "RegisterLine",
    "Related",
    "Remark",
    "Reopening",
    "Report",
    "Revision",
    "Role",
    "Ruling",
    "Seat",
    "SecondReading",
    "Section",
    "Side",
    "Speaker",
    "StandingOrders",
    "Support",
    "Tag",
    "Tally",
    "Thread",
    "Throughout",
    "Tries",
    "Version",
    "Vote",
    "VotingItem",
    "VotingList",
    "VotingMove",
]
