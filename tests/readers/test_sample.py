"""The sample is what it is said to be, and a mistake in its files is named."""

import re
import shutil
from collections import Counter

import pytest

from amendments.readers.draft import read_draft
from amendments.readers.sample import FOLDER, SampleError, read_sample
from amendments.readers.source import read_file

SAMPLE = read_sample()
SERIES = [plan for plan in SAMPLE.documents if plan.stage != "drafting"]
DRAFTS = {plan.number: read_draft(read_file(FOLDER / plan.file), name=plan.file) for plan in SAMPLE.documents}


def test_a_series_of_two_documents_with_sixty_paragraphs_in_nine_sections():
    facts = [DRAFTS[plan.number].facts for plan in SERIES]
    assert sum(fact["sections"] for fact in facts) == 9
    assert sum(fact["paragraphs"] for fact in facts) == 60
    assert [(fact["first"], fact["last"]) for fact in facts] == [("1.1.1", "1.4.5"), ("2.1.1", "2.5.7")]
    assert all(fact["preface"] for fact in facts)


@pytest.mark.parametrize("number", DRAFTS)
def test_it_is_read_without_a_warning_and_says_its_own_number(number):
    assert DRAFTS[number].facts["warnings"] == []
    assert DRAFTS[number].number == number


def test_it_holds_what_texts_hold():
    text = "\n".join(paragraph.text for draft in DRAFTS.values() for paragraph in draft.outline.paragraphs)
    assert re.search(r"^- ", text, re.MULTILINE), "a list"
    assert re.search(r"^1\. .*\n2\. ", text, re.MULTILINE), "a numbered list"
    assert re.search(r"^   - ", text, re.MULTILINE), "a list in a list"
    assert re.search(r"^> ", text, re.MULTILINE), "a quotation"
    assert re.search(r"\[\^1\].*\n\n\[\^1\]: ", text), "a footnote"
    assert re.search(r"\*[^*]+\*", text), "emphasis"
    links = re.findall(r"\]\((.*?)\)", text)
    assert links
    assert all(link.startswith("https://tenants.example/") for link in links)


def test_forty_people_in_bodies_branches_and_caucuses():
    assert len(SAMPLE.people) == 40
    assert Counter(body.kind for body in SAMPLE.bodies) == {"branch": 8, "caucus": 4, "committee": 3, "council": 1}
    roles = Counter(seat.role for person in SAMPLE.people for seat in person.seats)
    assert {"alternate", "chair", "committee", "council", "credentials", "delegate", "member", "secretary", "teller"} == set(
        roles
    )
    mails = Counter(person.email for person in SAMPLE.people)
    assert mails[""] >= 3, "some have no address"
    assert sum(count == 2 for mail, count in mails.items() if mail) >= 2, "couples share one"
    assert len({person.number for person in SAMPLE.people}) == 40


def test_whoever_moves_can_be_found():
    for amendment in SAMPLE.amendments:
        if amendment.mover in {body.name for body in SAMPLE.bodies}:
            assert SAMPLE.speaker_of(amendment.mover)
            assert amendment.meeting, f"{amendment.about}: a body has met"
        assert len(amendment.reason.split()) > 25, f"{amendment.about}: a reason of some sentences"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("amendments.toml", 'mover = "Youth Caucus"', 'mover = "Nobody"', "there is no person or body “Nobody”"),
        ("amendments.toml", "document = 1", "document = 7", "there is no document 7"),
        ("amendments.toml", "withdrawn = true", "withdrwan = true", "“withdrwan” is not known here"),
        ("people.toml", 'body = "Presidium"', 'body = "Praesidium"', "there is no body “Praesidium”"),
        ("people.toml", 'name = "Ines Okafor"\n', "", "“name” is missing"),
        ("congress.toml", 'stage = "drafting"', 'stage = "drafty"', "a stage is one of"),
        ("congress.toml", "[congress]", "[congres]", "“closes” is missing"),
        ("congress.toml", "opens = -1", "opens = ", "congress.toml: Invalid value"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path, file, old, new, says):
    folder = tmp_path / "sample"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    with pytest.raises(SampleError) as mistake:
        read_sample(folder)
    assert says in str(mistake.value)
