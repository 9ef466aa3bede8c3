"""The whole way once, in a real browser: from a draft through amendments and votes to the adopted, sealed text."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.life import Stage
from tests.journeys.steps import Comes, Visit
from tests.world import World, build

pytestmark = pytest.mark.both


@pytest.fixture
def draft(live_server: Any) -> World:
    """A congress whose committee is writing its document."""
    return build(Stage.DRAFTING)


def test_from_draft_to_adopted_text(draft: World, comes: Comes) -> None:
    member = comes(draft, "member")
    reads_the_draft(member)
    committee = comes(draft, "committee").signed_in()
    edits_a_paragraph(committee)
    puts_it_to_the_council(committee)
    approves_it(comes(draft, "council").signed_in())
    publishes_it(committee)

    begins_an_amendment(member)
    finds_the_draft_kept_and_files_it(member)
    files_a_conflicting_one(comes(draft, "mover").signed_in())
    neighbor = comes(draft, "delegate").signed_in()
    files_one_that_touches(neighbor)
    closes_filing(committee)

    chair = comes(draft, "chair").signed_in()
    takes_it_to_the_floor(chair)
    sees_what_would_follow(chair)
    records_a_show_of_hands(chair)
    sees_the_text_changed(member)
    asks_who_put_the_words_there(member)

    cannot_be_adopted_yet(chair)
    confirms_the_combined_text(neighbor)
    decides_the_last_one(chair)
    holds_the_final_vote(chair)
    reads_the_sealed_text(member)
    draft.sound()


def reads_the_draft(member: Visit) -> None:
    member.page.goto("/")
    member.is_at(member.world.congress.name)
    member.signs_in()
    member.is_at(member.world.congress.name)
    member.follows("Homes in Common")
    member.is_at("Homes in Common")
    member.sees("Drafting", "The committee is writing it.")
    member.reads("1.3", "Each house elects a council. The council meets twice a year.")


def edits_a_paragraph(committee: Visit) -> None:
    committee.opens()
    committee.does("Write Homes in Common")
    committee.is_at("Edit the draft")
    committee.follows("Edit 1.3")
    committee.replaces("Text of 1.3", "twice a year", "every month")
    committee.sees_redline("twice a year", "every month")
    committee.is_at("Edit the draft")
    committee.presses("Save")
    committee.sees("Saved. Revision 2")
    committee.reads("1.3", "Each house elects a council. The council meets every month.")


def puts_it_to_the_council(committee: Visit) -> None:
    committee.follows("Put it to the council")
    committee.is_at("Put it to the council")
    committee.presses("Put it to the council")
    committee.is_at("Homes in Common")
    committee.sees("It is put to the council.")


def approves_it(council: Visit) -> None:
    council.opens()
    council.does("Vote on Homes in Common in the council")
    council.is_at("The council’s vote")
    council.chooses("Approved: it can be published", "show of hands")
    council.counts(30, 10, 2)
    council.sees("30 for it, 21 needed: by this count it is carried.")
    council.presses("Record the council’s vote")
    council.sees("The council approved it. The committee can publish it now.")


def publishes_it(committee: Visit) -> None:
    committee.opens()
    committee.does("Publish Homes in Common")
    committee.is_at("Publish it")
    committee.presses("Publish it")
    committee.is_at("Homes in Common")
    committee.sees("It is published: members may amend every paragraph.")


def begins_an_amendment(member: Visit) -> None:
    member.opens_text()
    member.is_at("Homes in Common")
    member.sees("Published for discussion")
    member.follows("Amend 1.2")
    member.is_at("Amend 1.2")
    member.replaces("1.2, as you would have it", "municipality", "tenants and the town")
    member.sees_redline("municipality", "tenants and the town", within="#live")
    member.sees("In 1.2, strike “municipality” and insert “tenants and the town”", within="#live")
    member.sees("Nothing that concerns these words.", within="#alike")
    member.sees("Saved at", within="#saved")
    member.closes_the_tab()


def finds_the_draft_kept_and_files_it(member: Visit) -> None:
    member.opens()
    member.does("File your draft on Homes in Common")
    member.sees_redline("municipality", "tenants and the town", within="#live")
    member.picks("Also in this amendment", "1.2")
    member.presses("New paragraph after it")
    member.types("New ¶ 1", "Whoever cannot pay is helped.")
    member.sees_redline("municipality", "Whoever cannot pay is helped.", within="#live")
    member.types("What it is about", "rents set by tenants")
    member.types("Why should the congress carry it?", "Those who pay should decide.")
    member.presses("File the amendment")
    member.is_at("A1 to 1.2")
    member.sees("Filed. It is public now as A1.", "Those who pay should decide.")


def files_a_conflicting_one(rival: Visit) -> None:
    rival.opens_text()
    rival.follows("Amend 1.2")
    rival.replaces("1.2, as you would have it", "municipality", "county")
    rival.sees("A1", "Stands against yours.", within="#alike")
    rival.presses("File the amendment")
    rival.is_at("A2 to 1.2")


def files_one_that_touches(neighbor: Visit) -> None:
    neighbor.opens_text()
    neighbor.follows("Amend 1.2")
    neighbor.replaces("1.2, as you would have it", "Rents are", "Fair rents are")
    neighbor.sees_redline("Rents", "Fair rents", within="#live")
    neighbor.presses("File the amendment")
    neighbor.is_at("A3 to 1.2")


def closes_filing(committee: Visit) -> None:
    committee.opens_text()
    committee.follows("Close filing")
    committee.is_at("Close filing")
    committee.types("Reason", "The congress has begun.")
    committee.presses("Close filing")
    committee.sees("Filing is closed.")


def takes_it_to_the_floor(chair: Visit) -> None:
    chair.opens()
    chair.does("Take up Homes in Common")
    chair.is_at("Take the document up")
    chair.presses("Take it up")
    chair.is_at("On the floor")
    chair.sees("The document is on the floor.", "0 of 3 amendments need no vote any more.")


def sees_what_would_follow(chair: Visit) -> None:
    chair.follows("A1")  # not the first: A2 goes further from the text
    chair.is_at("A1 to 1.2")
    chair.sees_redline("municipality", "tenants and the town")
    chair.page.get_by_text("How the text would read").click()
    chair.sees("Rents are set by the tenants and the town. They rise no faster than wages.", "Whoever cannot pay is helped.")
    follows = "table:has(caption:text('{}'))"
    chair.sees("A2", within=follows.format("These fall"))
    chair.sees_not("A3", within=follows.format("These fall"))
    chair.sees("A3", within=follows.format("These wait"))


def records_a_show_of_hands(chair: Visit) -> None:
    chair.chooses("Carried", "show of hands")
    chair.counts(31, 9, 2)
    chair.sees("31 for it, 21 needed: by this count it is carried.", within="#forecast")
    chair.presses("Record the decision")
    chair.is_at("The decision on A1")
    chair.sees("Carried", "31 for, 9 against, 2 abstained", "Revision 4 was made.")
    chair.sees("Fallen", within="tr:has-text('A2')")
    chair.sees("Waits for a confirmation", within="tr:has-text('A3')")


def sees_the_text_changed(member: Visit) -> None:
    member.opens_text()
    member.is_at("Homes in Common")
    member.reads("1.2", "Rents are set by the tenants and the town. They rise no faster than wages.")
    member.reads("1.2a", "Whoever cannot pay is helped.")
    member.opens_text("history/")
    member.is_at("Revisions")
    member.sees("A1 carried: 1.2", within="tbody tr")
    member.presses("Compare the two chosen")
    member.is_at("From revision 3 to 4")
    member.sees_redline("municipality", "tenants and the town")


def asks_who_put_the_words_there(member: Visit) -> None:
    member.opens_text("words/")
    member.is_at("Homes in Common")
    member.follows("tenants and the town")
    member.is_at("Homes in Common")
    member.sees("A1", "Member", "Carried by the congress", within=".note.provenance")
    member.sees_redline("municipality", "tenants and the town", within=".note.provenance")


def cannot_be_adopted_yet(chair: Visit) -> None:
    chair.opens("A2/")
    chair.is_at("A2 to 1.2")
    chair.sees("It fell when A1 was carried.")
    chair.opens_text("adopt/")
    chair.is_at("The final vote")
    chair.sees("Not yet: 1 amendment is open")
    assert not chair.page.get_by_role("button", name="Record the final vote").count()
    chair.opens("A3/decide/")
    chair.sees("It cannot be carried now.")


def confirms_the_combined_text(neighbor: Visit) -> None:
    neighbor.opens()
    neighbor.does("Confirm the combined text of A3")
    neighbor.is_at("A3 to 1.2")
    neighbor.sees_redline("Rents", "Fair rents", within="#combined")
    neighbor.sees("are set by the tenants and the town.", within="#combined")
    neighbor.presses("Confirm this combined text")
    neighbor.sees("The combined text of A3 is confirmed, in your name.")


def decides_the_last_one(chair: Visit) -> None:
    chair.opens_text("floor/")
    chair.is_at("On the floor")
    chair.follows("Put A3 to the vote")
    chair.chooses("Carried", "show of hands")
    chair.counts(25, 15, 2)
    chair.presses("Record the decision")
    chair.is_at("The decision on A3")


def holds_the_final_vote(chair: Visit) -> None:
    chair.follows("Put the text as a whole to the vote")
    chair.is_at("The final vote")
    chair.sees("1.3", within="tr:has(th:text-is('1.2a'))")
    chair.chooses("Carried", "show of hands")
    chair.counts(40, 2, 0)
    chair.presses("Record the final vote")
    chair.is_at("Homes in Common")


def reads_the_sealed_text(member: Visit) -> None:
    member.opens()
    member.sees("Adopted and sealed. It is in force.")
    member.opens_text("words/")
    document = member.world.reload()
    digest = " ".join(document.seal[at : at + 4] for at in range(0, 64, 4))
    member.sees("with 40 votes for and 2 against", digest)
    member.reads("1.2", "Fair rents are set by the tenants and the town. They rise no faster than wages.")
    member.reads("1.3", "Whoever cannot pay is helped.")
    member.sees("1.3", within="tr:has(th:text-is('1.2a'))")
    member.follows("Fair")
    member.sees("A3", "Carried by the congress", within=".note.provenance")
    member.follows("Read the record")
    member.is_at("The record")
