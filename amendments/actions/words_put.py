"""The committee's words before the congress: whether they can be put, what becomes of them, what a decision makes of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from amendments.access import User
from amendments.actions import record, votes
from amendments.actions.advising import reindex
from amendments.actions.on_paper import OnPaper, paper_body
from amendments.actions.votes import Count
from amendments.life import Matter, Outcome, Rebase, Words
from amendments.models import Advice, Amendment, Decision, Document, Vote
from amendments.queries import clock
from amendments.queries.advice import WordsFollow, advised_words
from amendments.queries.decision import FALLS, Consequences
from amendments.refusals import Refused
from amendments.text.edits import edits_to_json


def words_to_put(amendment: Amendment, words: str) -> Advice | None:
    """Give the advice whose words are put; None where the mover's are. Raises Refused where the committee proposes none."""
    if words not in Words.values:
        raise Refused("Say which text is put: the amendment as it was filed, or in the committee’s words.")
    if words == Words.FILED:
        return None
    advice = advised_words(amendment)
    if advice is None:
        raise Refused(f"The committee proposes no words for {amendment} that could be put. Put it as it was filed.")
    advice.amendment = amendment
    return advice


def check_words_fit(advice: Advice) -> None:
    """Refuse to carry words that do not fit the current text, or wait for a confirmation."""
    one = advice.amendment
    if one.primary_id:
        raise Refused(f"{one} amends {one.primary}: it is carried as it was filed, with the next version of that one.")
    if advice.rebase_state in FALLS:
        raise Refused(f"The committee’s words for {one} do not fit the text: {advice.rebase_why} Put it as it was filed.")
    if advice.rebase_state == Rebase.TOUCHING and advice.confirmed_digest != advice.combined_digest:
        raise Refused(
            f"The committee’s words for {one} touch what was carried before. First the committee confirms the combined text."
        )


def lose_words(
    advice: Advice,
    document: Document,
    count: Count,
    *,
    needed: int | None,
    acting_user: User,
    vote: Vote | None = None,
    paper: OnPaper | None = None,
) -> Decision:
    """Record that the committee's words were lost. The amendment is still open, as it was filed."""
    at = clock.now()
    body: dict[str, Any] = {
        "amendment": advice.amendment.number,
        "outcome": Outcome.LOST.value,
        "before": document.current_revision.digest if document.current_revision else "",
        "edits": advice.resolved,
        "count": votes.words(count, needed),
    }
    body |= ({"vote": vote.number} if vote else {}) | paper_body(paper)
    entry = record.append("words lost", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    more = {"entry": entry, "needed": needed, "at": at, "text": Words.ADVISED, "paper": paper}
    decision = votes.decide(document, Matter.WORDS, Outcome.LOST, count, **more)  # type: ignore[arg-type]
    advice.lost = decision
    advice.save(update_fields=["lost"])
    return decision


def words_body(words: str, follows: Consequences) -> dict[str, Any]:
    """Give which text was put, and what becomes of the committee's words for other amendments, as the entry has it."""
    return {"words": str(words), "advised": [words_row(one) for one in follows.words]}


def words_row(one: WordsFollow) -> dict[str, Any]:
    """Give what becomes of the committee's words for one amendment, as entries have it."""
    edits, digest = edits_to_json(one.rebased.edits), one.rebased.digest
    return {"amendment": one.advice.amendment.number, "state": str(one.rebased.state), "edits": edits, "text": digest}


def keep_words(follows: Iterable[WordsFollow], *, acting_user: User) -> None:
    """Save what a change of the text makes of the committee's words for other amendments."""
    for one in follows:
        row = one.advice
        row.rebase_state, row.rebase_why = str(one.rebased.state), one.rebased.why
        row.resolved, row.combined_digest = edits_to_json(one.rebased.edits), one.rebased.digest
        if row.confirmed_digest != row.combined_digest:
            row.confirmed_digest, row.confirmed_by = "", None
        row.save(
            update_fields=["rebase_state", "rebase_why", "resolved", "combined_digest", "confirmed_digest", "confirmed_by"]
        )
        reindex(row, one.places, acting_user=acting_user)
