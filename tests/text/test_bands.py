"""The map of a paragraph's words: bands, lanes, and the HTML with the names of amendments under the words."""

from __future__ import annotations

import re
from random import Random

import pytest

from amendments.text.bands import Band, band_of, cut, lanes_at, lanes_of, render_bands, wanted, window
from amendments.text.diff import apply_changes, diff
from amendments.text.document import Paragraph
from amendments.text.edits import Amendment, ChangeWords, InsertParagraph, StrikeParagraph
from amendments.text.markdown import parse
from amendments.text.sentences import sentences
from amendments.text.tokens import visible

WORDS = "We support a strike if at least two thirds of those households vote for it. Nobody is *put out*."
P = Paragraph("p", label="1", tokens=parse(WORDS))


def amendment(number: int, old: str, new: str) -> Amendment:
    changes = diff(P.tokens, parse(WORDS.replace(old, new)))
    return Amendment(f"A{number}", number, (ChangeWords("p", P.digest, changes),))


def band(number: int, old: str, new: str) -> Band:
    return band_of("p", P.tokens, amendment(number, old, new))


def read(low: int, high: int) -> str:
    return visible(P.tokens[low:high])


def test_a_band_has_the_words_that_go_and_the_points_where_words_come():
    found = band(1, "at least two thirds of", "all of")
    assert [read(*span) for span in found.spans] == ["at least two thirds"]
    assert not found.points
    inserted = band(2, "vote for it.", "vote for it by ballot.")
    assert not inserted.spans
    assert [read(0, at)[-2:] for at in inserted.points] == ["it"]


def test_what_no_word_shows_is_named():
    edits = (StrikeParagraph("p", P.digest), InsertParagraph("n", None, "p", parse("New.")))
    found = band_of("p", P.tokens, Amendment("A1", 1, edits))
    assert (found.whole, found.after, found.spans) == ("strike", True, ())
    assert band_of("other", P.tokens, Amendment("A1", 1, edits)) == Band("A1")


def test_bands_that_meet_never_share_a_lane_and_others_do():
    one, two = band(1, "at least two thirds", "a majority"), band(2, "two thirds", "three quarters")
    three = band(3, "Nobody", "No one")
    assert lanes_of([one, two, three]) == {"A1": 1, "A2": 2, "A3": 1}
    assert lanes_of([three, two, one]) == {"A1": 1, "A2": 2, "A3": 1}
    many = [band(n, "two thirds", f"{n} tenths") for n in range(10, 15)]
    assert sorted(lanes_of(many).values()) == [1, 2, 3, 4, 5]


def test_a_tick_beside_a_line_has_a_lane_of_its_own():
    line, tick = band(1, "for it", "against it"), band(2, "vote for it", "vote today for it")
    assert line.meets(tick)
    assert len(set(lanes_of([line, tick]).values())) == 2


def test_a_line_stands_close_under_its_own_words_where_nothing_runs_between():
    one = band(1, "at least two thirds", "a majority")
    two = band_of("p", P.tokens, amendment(2, WORDS, WORDS.replace("two thirds", "half").replace("Nobody", "No one")))
    lanes = lanes_of([one, two])
    assert lanes == {"A1": 1, "A2": 2}
    assert [lanes_at([one, two], lanes)["A2", *span] for span in two.spans] == [2, 1]
    html = render(one, two)
    assert re.search(r'<span class="b2"><span class="b1">.*>A2</a><mark>two', html), "beside a rival, in its own lane"
    assert re.search(r'<span class="b1"><span class="nb"><span class="tag t1"[^>]*>A2</span>Nobody', html), (
        "alone, in the first"
    )


@pytest.mark.parametrize("seed", range(40))
def test_what_meets_never_shares_a_lane_at_any_place(seed: int):
    chance = Random(seed)
    bands = []
    for n in range(chance.randint(2, 7)):
        starts = sorted(chance.sample(range(1, 36, 3), chance.randint(0, 4)))
        spans = tuple((at, at + chance.randint(1, 3)) for at in starts)
        bands.append(Band(f"A{n}", spans, tuple(chance.sample(range(1, 38), chance.randint(0, 2)))))
    lanes = lanes_of(bands)
    places = lanes_at(bands, lanes)
    assert all(lane <= lanes[name] for (name, _, _), lane in places.items())
    for (one, low, high), lane in places.items():
        for (other, a, b), there in places.items():
            assert one == other or lane != there or high <= a or b <= low


def render(*bands: Band) -> str:
    return render_bands(P.tokens, bands, lanes_of(bands), lambda name: f"#{name}")


def bare(html: str) -> str:
    html = re.sub(r'<(a|span) class="tag[^>]*>[^<]*</\1>', "", html)
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize("many", [0, 1, 3, 6])
def test_without_names_the_characters_are_those_of_the_text(many: int):
    changes = [("two thirds", "half"), ("at least", "over"), ("it.", "it, all."), ("Nobody", "No one"), ("*put out*", "out")]
    bands = [band(n, *change) for n, change in enumerate(changes[:many], 1)]
    assert bare(render(*bands)) == re.sub(r"\*", "", WORDS)


def test_words_that_two_want_are_marked_and_only_the_first_name_is_a_link():
    html = render(band(1, "two thirds of those households", "half of these households"), band(2, "two thirds", "a third"))
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["two", " thirds"]
    assert html.count('href="#A1"') == 1
    assert html.count(">A1<") == 2
    assert '<span class="tag t1" aria-hidden="true">A1</span>' in html


def test_names_are_escaped_and_long_ones_have_room():
    found = render(Band('A1"><b>', spans=((1, 4),)))
    assert "<b>" not in found
    assert 'class="tag t1 wide"' in found


def test_wanted_counts_bands_for_each_token():
    counts = wanted([Band("a", ((1, 4),)), Band("b", ((2, 3),), (5,))], 6)
    assert counts == [0, 1, 2, 1, 0, 0]


def test_rivals_are_compared_in_the_sentences_that_any_of_them_changes():
    changes = amendment(1, "two thirds", "half").edits[0].changes
    part = window(P.tokens, changes, sentences(P.tokens))
    tokens, moved = cut(P.tokens, changes, part)
    assert visible(tokens) == "We support a strike if at least two thirds of those households vote for it. …"
    assert visible(apply_changes(tokens, moved)).startswith("We support a strike if at least half of")
    last = amendment(2, "Nobody", "No one").edits[0].changes
    tokens, moved = cut(P.tokens, last, window(P.tokens, last, sentences(P.tokens)))
    assert visible(tokens) == "… Nobody is put out."
    assert visible(apply_changes(tokens, moved)) == "… No one is put out."


def test_changes_in_two_blocks_are_compared_in_the_whole_text():
    tokens = parse("One two.\n\n- three\n- four")
    changes = diff(tokens, parse("One and two.\n\n- three\n- five"))
    assert window(tokens, changes, sentences(tokens)) == (0, len(tokens))
    assert cut(tokens, changes, (0, len(tokens))) == (tokens, changes)
    assert window(tokens, (), sentences(tokens)) == (0, len(tokens))
