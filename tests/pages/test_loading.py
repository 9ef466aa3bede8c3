"""The loading page: bring a text, see what was read, keep it only when that is confirmed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amendments.access import OPERATOR
from amendments.actions.secretary import create_congress, create_person, give_seat
from amendments.models import Document, Entry, Paragraph, Reading
from amendments.readers.source import MAX_BYTES
from tests.growth import grows_evenly

pytestmark = pytest.mark.django_db

SOURCE = "# Homes\n\nA preface.\n\n## 2.1 Rents\n\n2.1.1: First <b>words</b>.\n\n2.1.3: Third.\n"
URL = "/c/spring/load/"


@pytest.fixture
def congress():
    return create_congress(acting_user=OPERATOR, slug="spring", name="Spring", organization="Us")


def someone(congress, role):
    """A signed-in person with one seat."""
    person = create_person(acting_user=OPERATOR, member_number=f"n-{role}", name=f"The {role}")
    give_seat(acting_user=OPERATOR, congress=congress, person=person, role=role)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def author(congress):
    return someone(congress, "committee")


def hidden(answer):
    """The values of hidden fields, as a browser sends them back."""
    return dict(re.findall(r'type="hidden" name="(key|seen)" value="(\w+)"', answer.content.decode()))


def read(author, text=SOURCE):
    return author.post(URL, {"text": text, "act": "read"})


def load(author, source=SOURCE, **values):
    shown = read(author, source)
    given = {"text": source, "act": "load", "title": "Homes", "number": "2", "readers": "committee"}
    return author.post(URL, given | hidden(shown) | values)


def test_it_begins_with_an_empty_form(author):
    answer = author.get(URL)
    assert answer.status_code == 200
    assert b"What is read" in answer.content


@pytest.mark.parametrize("role", ["member", "delegate", "council", "chair", "teller"])
def test_others_may_not(congress, role):
    client = someone(congress, role)
    for answer in (client.get(URL), load(client)):
        assert answer.status_code in {403, 404}
    assert not Document.objects.exists()


def test_reading_shows_outline_and_warnings_and_keeps_nothing(author):
    answer = read(author)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 section, 2 numbered paragraphs (2.1.1 to 2.1.3), a preface" in page
    assert "1 place to look at" in page
    assert 'data-line="9">Line 9</a>' in page
    assert "First &lt;b&gt;words&lt;/b&gt;." in page
    assert "<b>words" not in page
    assert 'value="Homes"' in page
    assert not Document.objects.exists()
    assert not Entry.objects.filter(kind="loaded").exists()


def test_a_file_is_read_into_the_page(author):
    answer = author.post(URL, {"file": SimpleUploadedFile("our-draft.md", b"\xef\xbb\xbf" + SOURCE.encode()), "act": "read"})
    assert "2.1.3: Third.\n</textarea>" in answer.content.decode()
    assert hidden(answer)["seen"] == hidden(read(author))["seen"]


def test_confirming_loads_it(author):
    answer = load(author)
    document = Document.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/c/spring/text/{document.slug}/")
    assert (document.number, document.title, document.stage) == (2, "Homes", "drafting")
    assert Paragraph.objects.count() == 3
    assert Reading.objects.get().audience == "committee"


def test_the_browsers_line_ends_are_no_change(author):
    crlf = SOURCE.replace("\n", "\r\n")
    assert load(author, crlf, seen=hidden(read(author, SOURCE))["seen"]).status_code == 302


@pytest.mark.parametrize("values", [{"seen": ""}, {"text": SOURCE.replace("Third", "Fourth")}])
def test_what_was_not_seen_is_not_kept(author, values):
    answer = load(author, **values)
    assert answer.status_code == 409
    assert "not the one whose outline you saw" in answer.content.decode()
    assert not Document.objects.exists()


def test_loading_twice_is_refused_and_nothing_is_lost(author):
    load(author)
    answer = load(author, key="another")
    assert answer.status_code == 409
    assert "already" in answer.content.decode()
    assert "2.1.3: Third." in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_double_click_loads_once(author):
    given = {"text": SOURCE, "act": "load", "title": "Homes", "number": "2"} | hidden(read(author))
    assert [author.post(URL, given).status_code for _ in range(2)] == [302, 302]
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", "Gebühr".encode("latin-1"), "is not UTF-8"),
        ("a.docx", b"PK\x03\x04", "Word, OpenDocument or ZIP"),
        ("a.txt", b"a" * (MAX_BYTES + 1), "larger than 1 MB"),
        ("a.txt", b"a" * 12 * 1024**2, "larger than 1 MB"),
        ("a.txt", b"\x00\x00", "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(author, name, data, says):
    answer = author.post(URL, {"text": "What I typed before.", "act": "read", "file": SimpleUploadedFile(name, data)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Not yet: " in page
    assert says in page
    assert "What I typed before." in page


def test_nothing_is_no_text(author):
    answer = read(author, " \n ")
    assert answer.status_code == 422
    assert "Paste the text, or choose a file." in answer.content.decode()


def test_what_cannot_be_a_draft_is_refused_in_words(author):
    answer = load(author, "## 1.1 A heading and nothing else\n", title="Signs", number="1")
    assert answer.status_code == 409
    assert "no paragraphs" in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "-3", "99999", "three"])
def test_a_number_that_is_none_is_said(author, number):
    answer = load(author, number=number)
    assert answer.status_code == 422
    assert not Document.objects.exists()
    assert "2.1.3: Third." in answer.content.decode()


@pytest.mark.parametrize("piece", ["1.1.1: a\n\n", "((((", "[^1]", "*_", "> ", "- \n", "1. 1. ", "\u202e\u0301", "§"])
def test_the_work_does_not_grow_with_the_square_of_a_text_made_to_be_slow(author, piece):
    def asked(text):
        assert read(author, text).status_code in {200, 422}

    grows_evenly(asked, *(piece * (length // len(piece)) for length in (5_000, 40_000)))
