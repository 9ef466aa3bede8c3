"""`manage.py load_platform`: what it finds, keeps, prints and refuses."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from amendments.access import OPERATOR
from amendments.actions.secretary import create_congress
from amendments.models import Congress, Document, Entry, Paragraph, Revision
from tests.shared import shared

SOURCE = "# Homes\n\nA preface.\n\n## 2.1 Rents\n\n2.1.1: First.\n\n2.1.3: Third.\n"


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "our-draft.md"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def load(*args, **options):
    """Run the command and give what it printed."""
    out = StringIO()
    call_command("load_platform", *map(str, args), stdout=out, **options)
    return out.getvalue()


def test_a_dry_run_needs_no_database(draft):
    said = load(draft, "--dry-run")
    assert "1 section, 2 numbered paragraphs (2.1.1 to 2.1.3), a preface." in said
    assert "One place to look at:\n  Line 9: " in said
    assert "Nothing was kept" in said


def test_json_is_the_facts_and_nothing_else(draft):
    facts = json.loads(load(draft, "--dry-run", "--json"))
    assert list(facts) == ["sections", "paragraphs", "first", "last", "preface", "warnings"]
    assert (facts["sections"], facts["paragraphs"], facts["first"], facts["last"]) == (1, 2, "2.1.1", "2.1.3")
    assert facts["preface"] == "A preface."
    assert [(warning["line"], warning["code"]) for warning in facts["warnings"]] == [(9, "number-missing")]


@pytest.mark.django_db
def test_the_first_load_sets_up_a_congress_and_a_draft(draft):
    said = load(draft)
    assert "Loaded as document 2, “Homes”" in said
    document = Document.objects.get()
    assert (document.number, document.title, document.stage) == (2, "Homes", "drafting")
    assert list(Paragraph.objects.values_list("label", "text")) == [
        ("", "A preface."),
        ("2.1.1", "First."),
        ("2.1.3", "Third."),
    ]
    assert Entry.objects.filter(document=document, kind="loaded").count() == 1
    assert Revision.objects.get().number == 1


@pytest.mark.django_db
@pytest.mark.parametrize("options", [[], ["--number", "5"], ["--title", "Other"], ["--number", "5", "--title", "Other"]])
def test_loading_twice_is_refused_not_doubled(draft, options):
    load(draft)
    entries = Entry.objects.count()
    with pytest.raises(CommandError) as refusal:
        load(draft, *options)
    assert "already" in str(refusal.value)
    assert (Document.objects.count(), Paragraph.objects.count(), Entry.objects.count()) == (1, 3, entries)


@pytest.mark.django_db
def test_congress_number_and_title_can_be_said(draft, tmp_path):
    create_congress(acting_user=OPERATOR, slug="spring", name="Spring", organization="Us")
    load(draft, "--congress", "autumn", "--number", "7", "--title", "Our Homes")
    document = Document.objects.get()
    assert (document.congress.slug, document.number, document.title) == ("autumn", 7, "Our Homes")
    other = tmp_path / "other.txt"
    other.write_text("1.1: Another text.")
    with pytest.raises(CommandError, match=r"several congresses.*autumn, spring"):
        load(other)
    load(other, "--congress", "spring")
    assert Document.objects.get(congress__slug="spring").title == "Other"


@pytest.mark.django_db
def test_a_refused_load_leaves_no_congress_behind(tmp_path):
    path = tmp_path / "signs.md"
    path.write_text("## 1.1 A heading and no paragraph\n")
    with pytest.raises(CommandError, match="no paragraphs"):
        load(path)
    assert not Congress.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", "Gebühr".encode("latin-1"), "is not UTF-8"),
        ("a.txt", "Homes".encode("utf-16"), "UTF-16"),
        ("a.docx", b"PK\x03\x04", "Word"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b"a" * 3 * 1024**2, "larger than 1 MB"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CommandError, match=says):
        load(path)
    with pytest.raises(CommandError, match="There is no file"):
        load(tmp_path / "absent.txt")


@pytest.mark.parametrize("number", ["0", "-1", "10000"])
def test_a_number_that_is_none_is_refused(draft, number):
    with pytest.raises(CommandError, match="from 1 to 9999"):
        load(draft, "--number", number)


@pytest.mark.django_db
def test_with_and_without_a_byte_order_mark_it_is_the_same_text(tmp_path):
    for name, start in (("one.md", b""), ("two.md", b"\xef\xbb\xbf")):
        (tmp_path / name).write_bytes(start + SOURCE.encode())
    assert load(tmp_path / "one.md", "--dry-run", "--json") == load(tmp_path / "two.md", "--dry-run", "--json")


@pytest.mark.django_db
def test_the_real_draft_platform():
    path = shared("draft-platform.txt")
    facts = json.loads(load(path, "--json"))
    assert (facts["sections"], facts["paragraphs"], facts["first"], facts["last"]) == (9, 79, "3.1.1", "3.9.5")
    assert len(facts["warnings"]) == 3
    document = Document.objects.get()
    assert (document.number, document.title) == (3, "Draft platform")
    labels = [label for label in Paragraph.objects.values_list("label", flat=True) if label]
    assert (len(labels), labels[0], labels[-1]) == (79, "3.1.1", "3.9.5")
