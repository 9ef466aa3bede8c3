"""Every standing order is explained in plain words, and stands under a subject of the page that shows them all."""

import pytest

from amendments.models import StandingOrders
from amendments.models.orders import RULES, SUBJECTS

ORDERS = [one for one in StandingOrders._meta.concrete_fields if one.name not in {"id", "congress"}]
JARGON = ("numerator", "boolean", "flag", "enum", "null", "JSON", "field")


@pytest.mark.parametrize("order", ORDERS, ids=[one.name for one in ORDERS])
def test_each_order_is_explained_and_has_a_subject(order):
    words = str(order.help_text)
    assert len(words) > 12, f"{order.name} needs a help_text in plain words: it is what members read."
    assert not [one for one in JARGON if one.lower() in words.lower()], words
    under = [title for title, names in SUBJECTS.items() if order.name in names]
    assert len(under) == 1, f"{order.name} stands under {under}: put it under one subject of SUBJECTS in models/orders.py."


def test_no_subject_names_an_order_that_is_gone():
    assert set(RULES) == {one.name for one in ORDERS}
