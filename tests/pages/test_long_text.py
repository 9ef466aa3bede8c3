"""A long text is read in parts, a long list page by page: nothing is lost, and every link leads to where it says."""

from __future__ import annotations

import re

import pytest

from amendments.life import Stage
from amendments.models import Amendment
from amendments.queries import advising, amendments, floor, lists, parts, rehearsal
from amendments.text.document import Document, Paragraph, Section
from amendments.text.markdown import parse
from tests.kept import kept
from tests.pages.site import browse
from tests.world import build

pytestmark = pytest.mark.django_db
MANY = 130


@pytest.fixture
@kept
def world():
    return build(Stage.DISCUSSION, words=[f"Paragraph {n} wants homes for all." for n in range(1, MANY + 2)])


def read(world, rest=""):
    answer = browse(world.member).get(f"/c/{world.congress.slug}/text/{world.document.slug}/{rest}")
    assert answer.status_code == 200, rest
    return answer.content.decode()


def paragraphs(page):
    return [int(number) for number in re.findall(r"Paragraph (\d+) wants", page[page.index("<article") :])]


def test_each_paragraph_is_in_one_part_and_the_turns_lead_through_all(world):
    first = read(world)
    assert "Part 1 of 2" in first
    assert '<a href="?as=published&amp;part=2" class="onward">' in first
    second = read(world, "?as=published&part=2")
    assert '<a href="?as=published&amp;part=1">' in second
    assert ">Homes <small>continued</small>" in second.replace("\n", "")
    assert paragraphs(first) + paragraphs(second) == list(range(1, MANY + 2))
    whole = read(world, "?part=all")
    assert paragraphs(whole) == list(range(1, MANY + 2))
    for section in ("1", "2"):  # the first goes on in the second part, and is one on the page of the whole
        assert whole.count(f'id="s-{world.uid(section)}"') == 1
    world.sound()


def test_what_is_open_and_what_is_linked_is_in_the_part_that_is_shown(world):
    world.file(world.rewrite("1.120", "homes", "houses"))
    uid = world.uid("1.120")
    assert "data-open" in read(world, "?open=1")
    assert f'id="p-{uid}"' in read(world, f"?at={uid}")
    lead = browse(world.member).get(f"/c/{world.congress.slug}/text/{world.document.slug}/paragraph/{uid}/?as=current")
    assert lead["Location"].endswith(f"?as=current&at={uid}#p-{uid}")
    assert f'href="?as=published&amp;part=2&amp;open=1#p-{uid}"' in read(world, "?part=2")
    section = world.uid("2")
    assert f'href="?as=published&amp;part=2#s-{section}"' in read(world), "the contents lead to the other part"


def test_word_by_word_is_read_in_the_same_parts_and_what_is_opened_stays_there(world):
    one = world.file(world.rewrite("1.120", "homes", "houses"))
    world.to(Stage.FLOOR)
    world.decide(one)
    uid, section = world.uid("1.120"), world.uid("2")
    first = read(world, "words/")
    assert "Part 1 of 2" in first
    assert '<a href="?part=2" class="onward">' in first
    assert f'href="?part=2#s-{section}"' in first, "the contents lead to the other part"
    assert re.search(r'>Homes</span> <span class="count">1<span', first), "and count the decisions of the whole"
    second = read(world, "words/?part=2")
    assert paragraphs(first) + paragraphs(second) == list(range(1, MANY + 2))
    assert f'href="?open=1&amp;at={uid}#p-{uid}"' in second
    opened = read(world, f"words/?open=1&at={uid}")
    assert "Part 2 of 2" in opened
    assert f'href="?at={uid}#p-{uid}"' in opened
    assert f'href="?part=all&amp;open=1&amp;at={uid}#p-{uid}"' in read(world, "words/?part=all")
    there = re.findall(r'id="p-(\w+)"', second)[0]
    assert f'words/?at={there}"' in read(world, "?as=current&part=2"), "the words open where one reads"


def test_the_whole_counts_amendments_instead_of_naming_them(world):
    for word in ("houses", "flats"):
        world.file(world.rewrite("1.120", "homes", word))
    page = read(world, "?part=all")
    assert re.search(r"paragraph/\w+/\?as=published\">2 amendments<span", page)
    assert 'class="mark"' not in page


def test_an_odd_part_is_the_first(world):
    for part in ("0", "3", "-1", "x", "9" * 40, "٣"):
        assert "Part 1 of 2" in read(world, f"?part={part}"), part


def test_a_short_text_is_one_part():
    page = read(build(Stage.DISCUSSION))
    assert "Part 1" not in page
    assert "part=" not in page


def document(*sizes):
    """Give a text of chapters, each a list of how many paragraphs its sections have."""
    sections, rows = [], []
    for c, chapter in enumerate(sizes, 1):
        sections.append(Section(f"c{c}", str(c), parse("A chapter")))
        for s, size in enumerate(chapter, 1):
            sections.append(Section(f"c{c}s{s}", f"{c}.{s}", parse("A section"), f"c{c}"))
            rows += [Paragraph(f"c{c}s{s}p{n}", f"c{c}s{s}", f"{c}.{s}.{n}", parse("Words.")) for n in range(1, size + 1)]
    return Document(tuple(sections), tuple(rows))


@pytest.mark.parametrize(
    ("sizes", "cited"),
    [
        ([[20] * 5] * 3, ["1 to 1.5", "2 to 2.5", "3 to 3.5"]),
        ([[20] * 4, [30]], ["1 to 1.4", "2 to 2.1"]),
        ([[20], [20], [20]], ["1 to 3.1"]),
        ([[60, 60]], ["1 to 1.1", "1.2"]),
        ([[95], [], [40, 40]], ["1 to 1.1", "2 to 3.2"]),
        ([[250]], ["1 to 1.1", "1.1", "1.1"]),
        ([], ["the beginning"]),
    ],
)
def test_a_text_is_cut_where_chapters_and_sections_begin(sizes, cited):
    text = document(*sizes)
    found = parts.cut(text)
    assert [part.cited for part in found] == cited
    assert [row.id for part in found for _, rows in part.blocks for row in rows] == [row.id for row in text.paragraphs]
    assert all(sum(len(rows) for _, rows in part.blocks) <= parts.MOST for part in found)


def test_a_long_floor_list_is_turned_page_by_page_and_keeps_what_was_chosen(monkeypatch):
    monkeypatch.setattr(floor, "PAGE", 2)
    world = build(Stage.DISCUSSION)
    for label, old in (("2.1", "accounts"), ("1.1", "homes"), ("1.2", "Rents"), ("1.3", "twice"), ("1.3", "house")):
        world.file(world.rewrite(label, old, "words"))
    world.to(Stage.FLOOR)
    world.decide(Amendment.objects.get(congress=world.congress, number=3))

    def listed(query=""):
        page = read(world, f"floor/{query}")
        return [int(n) for n in re.findall(r"<h3><a href=\"[^\"]*A(\d+)/", page)], page

    assert [listed(f"?page={n}")[0] for n in range(3)] == [
        [2, 3],
        [5, 4],
        [1],
    ]  # A5 changes the first sentence of its paragraph, A4 the second
    assert listed("?page=99")[0] == listed("?page=2")[0]
    numbers, page = listed("?show=open")
    assert numbers == [2, 5]
    assert '<a href="?show=open&amp;page=1" class="onward"><small>Page 1 of 2</small>' in page
    assert "A2</a>" in listed()[1]
    assert "Next." in listed()[1]


def test_a_list_of_amendments_beyond_its_end_is_its_last_page(monkeypatch):
    monkeypatch.setattr(amendments, "PAGE", 2)
    world = build(Stage.DISCUSSION)
    for label, old in (("1.1", "homes"), ("1.2", "Rents"), ("1.3", "twice")):
        world.file(world.rewrite(label, old, "words"))
    page = browse(world.member).get(f"/c/{world.congress.slug}/amendments/?page=7").content.decode()
    assert re.findall(r'<th scope="row"><a href="[^"]*A(\d+)/"', page) == ["3"]
    assert "Lower numbers" in page


def test_the_desks_lists_and_the_rehearsal_lose_nothing_and_keep_what_was_chosen(monkeypatch):
    for name, module in (("PAGE", advising), ("FOLD", lists), ("PAGE", rehearsal)):
        monkeypatch.setattr(module, name, 2)
    world = build(Stage.DISCUSSION)
    for label, old in (("1.1", "homes"), ("1.2", "Rents"), ("1.3", "twice")):
        world.file(world.rewrite(label, old, "words"))

    def page(rest, person):
        answer = browse(world.people[person]).get(f"/c/{world.congress.slug}/text/{world.document.slug}/{rest}")
        return answer.content.decode()

    whole = page("lists/", "committee")
    assert re.findall(r'name="number" value="(\d+)" checked', whole) == ["1", "2", "3"], "folded, and one form all the same"
    assert "A1 to A2 <small" in whole
    turned = [
        re.findall(r'<th scope="row"><a href="[^"]*A(\d+)/advice/', page(f"advice/?page={n}", "committee")) for n in (0, 1, 9)
    ]
    assert turned == [["1", "2"], ["3"], ["3"]]
    world.to(Stage.CLOSED)
    last = page("rehearsal/?A1=carried&page=1", "chair")
    assert re.findall(r'<li id="a(\d+)"', last) == ["3"]
    assert 'href="?carried=1#list"><small>Before</small>' in last
    assert "?carried=1&amp;lost=3&amp;page=1#a3" in last
