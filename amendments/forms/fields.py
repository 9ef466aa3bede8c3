"""The fields of all forms: they fold and check what is typed, and each says in our own words what is wrong with it.

A sentence follows "Not yet:" beside its field, so it begins small.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from amendments.text import plain

NEEDED = "this is needed."


class Line(forms.CharField):
    """Words of one line, at most `max_length` characters."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": NEEDED,
        "max_length": "it has %(show_value)s characters, and %(limit_value)s are the most. Please shorten it.",
        "null_characters_not_allowed": "it holds a sign that no text can hold (U+0000).",
    }
    fold = staticmethod(plain.line)

    def to_python(self, value: Any) -> str:
        """Fold the words. Raises ValidationError for a sign that no words may hold."""
        typed = "" if value is None else str(value)
        unfit = plain.unfit(typed)
        if unfit:
            raise forms.ValidationError(f"it holds {unfit}. Please delete it there.")
        return self.fold(typed)


class Prose(Line):
    """Words of several lines."""

    widget = forms.Textarea(attrs={"rows": 3})
    fold = staticmethod(plain.prose)


class Untouched(Line):
    """Words that are taken to the letter: a password, the source of a draft. Whoever reads them says what is wrong."""

    def to_python(self, value: Any) -> str:
        """Give them as they came."""
        return "" if value is None else str(value)


class Choice(forms.ChoiceField):
    """One of those that the page offers."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "choose one.",
        "invalid_choice": "choose one of those that are offered.",
    }


class Whole(forms.IntegerField):
    """A whole number."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": NEEDED,
        "invalid": "type a whole number.",
        "min_value": "it is at least %(limit_value)s.",
        "max_value": "it is at most %(limit_value)s.",
    }


class Upload(forms.FileField):
    """A file."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "choose a file.",
        "invalid": "no file came with it. Choose it once more.",
        "missing": "no file came with it. Choose it once more.",
        "empty": "this file is empty. Choose the one with the text.",
        "max_length": "the name of the file is too long. Give it a shorter one.",
    }
