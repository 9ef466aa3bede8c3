"""`manage.py demo`: where it runs, and what it loads and deletes; what the sample holds is in `test_sample`."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from amendments.access import OPERATOR
from amendments.actions.secretary import create_person
from amendments.models import Amendment, Congress, Document, Paragraph, Person
from tests.shared import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_mode(settings):
    settings.DEMO = True


def demo(*args):
    out = StringIO()
    call_command("demo", *map(str, args), stdout=out)
    return out.getvalue()


def test_it_runs_in_demo_mode_only(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="PLANK_DEMO=1"):
        demo()
    assert not Congress.objects.exists()


def test_a_draft_of_ones_own_comes_with_people_and_no_amendments(demo_mode, tmp_path):
    path = tmp_path / "ours.md"
    path.write_text("# Our Platform\n\n## 4.1 One\n\n4.1.1: Words.\n")
    said = demo("--draft", path)
    assert "1 section, 1 numbered paragraph (4.1.1), no preface" in said
    document = Document.objects.get()
    assert (document.number, document.title, document.stage) == (4, "Our Platform", "discussion")
    assert Person.objects.count() == 40
    assert not Amendment.objects.exists()
    told = said.partition("sign-in page:\n")[2].partition("40 people")[0].splitlines()
    buttons = re.findall(r'Sit here<span class="vh"> as ([^,<]+)', Client().get("/sign-in/").content.decode())
    assert [line[43:] for line in told] == buttons, "whoever is named has a button"
    assert "is kept" in demo("--draft", path)
    assert Document.objects.count() == 1


def test_the_real_draft_platform(demo_mode):
    path = shared("draft-platform.txt")
    assert "9 sections, 79 numbered paragraphs (3.1.1 to 3.9.5)" in demo("--draft", path)


def test_an_unreadable_draft_leaves_nothing_behind(demo_mode, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="Word"):
        demo("--draft", path)
    assert not Congress.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_reset_deletes_the_invented_and_never_the_real(demo_mode, tmp_path):
    path = tmp_path / "ours.txt"
    path.write_text("1.1: Words.")
    demo("--draft", path)
    path.write_text("1.1: Other words.")
    demo("--draft", path, "--reset")
    assert Paragraph.objects.get().text == "Other words."
    create_person(acting_user=OPERATOR, member_number="1", name="A real person", password="a real password, kept")
    with pytest.raises(CommandError, match="have passwords"):
        demo("--reset")
    assert Paragraph.objects.get().text == "Other words."
