"""What is wrong with a form, as a refusal: for forms of a few words that stand among others on one page."""

from __future__ import annotations

from django.forms import Form

from amendments.refusals import Refused


def read(form: Form) -> None:
    """Raise Refused with what is wrong in a form."""
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else name
        raise Refused(f"{label}: {errors[0]}")
