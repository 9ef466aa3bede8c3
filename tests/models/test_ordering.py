"""How rows are ordered where nobody says how."""

import pytest
from django.apps import apps


@pytest.mark.parametrize("model", list(apps.get_app_config("amendments").get_models()), ids=lambda model: model.__name__)
def test_no_ordering_joins_the_tables_that_a_row_points_to(model):
    """To order by a foreign key is to order as its table is ordered: `document` joins two tables, `document_id` none."""
    keys = {field.name for field in model._meta.get_fields() if field.is_relation and field.concrete}
    named = {str(name).removeprefix("-") for name in model._meta.ordering}
    assert not named & keys, (
        f"Name the column in the ordering of {model.__name__}: {', '.join(f'{key}_id' for key in named & keys)}"
    )
