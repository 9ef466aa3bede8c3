"""`manage.py verify`: exit status 0 where everything is what the record says, 1 with the first bad row named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from amendments.life import Stage
from amendments.models import Paragraph
from amendments.queries.reading import Reader
from amendments.queries.reading_rows import Row
from tests.kept import kept
from tests.world import build


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    filed = world.file(world.rewrite("1.1", "all", "everybody"))
    world.to(Stage.FLOOR)
    world.decide(filed)
    return world


def verify(*args):
    out, err = StringIO(), StringIO()
    try:
        call_command("verify", *args, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, err.getvalue()
    return 0, out.getvalue()


def test_it_names_each_document_with_its_head(world):
    code, said = verify()
    name = f"{world.congress.slug}/{world.document.number}"
    assert (code, said.splitlines()[-1]) == (0, "Everything is what the record says.")
    assert f"head {world.reload().head}" in said
    assert verify(name)[0] == 0


def test_a_flipped_word_of_a_history_row_is_named(world):
    row = Paragraph.history.filter(text__contains="everybody").first()
    row.text = row.text.replace("everybody", "nobody")
    row.save()
    code, said = verify()
    assert code == 1
    assert f"History row {row.history_id}, revision" in said
    assert "has other words than the record" in said


def test_a_page_that_shows_other_words_is_named(world, monkeypatch):
    honest = Reader.row

    def row(self, paragraph):
        return Row(**vars(honest(self, paragraph)) | {"html": "<p>Other words.</p>"})

    monkeypatch.setattr(Reader, "row", row)
    code, said = verify()
    assert code == 1
    assert "The page of the current text has other words in paragraph" in said


def test_a_document_that_is_not_there_is_told(world):
    with pytest.raises(CommandError, match="There is no document “nowhere/7”. It is named like congress/1"):
        call_command("verify", "nowhere/7")
