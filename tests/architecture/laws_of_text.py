"""How text is computed and shown: one parser, no guessing, nothing unescaped, nothing inline."""

import ast
import re
from collections.abc import Callable

from tests.architecture.law import Found, Law, nodes

TEMPLATES = ("amendments/templates/",)
# Where HTML is declared safe, and what makes it so.
MAKES_HTML = (
    "amendments/templatetags/plank.py",  # washes with nh3 whatever the engine rendered
)


def calls_of(*names: str) -> Callable[[str], Found]:
    """Make a finder of calls and imports of these names."""

    def find(source: str) -> Found:
        for node in nodes(source, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                yield node.lineno, f"{name}(...)"
        for imported in nodes(source, ast.ImportFrom):
            for alias in imported.names:
                if alias.name in names and alias.asname:
                    yield imported.lineno, f"import {alias.name} as {alias.asname}"

    return find


def lines_like(pattern: str) -> Callable[[str], Found]:
    """Make a finder of lines that match."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(source: str) -> Found:
        for number, line in enumerate(source.splitlines(), 1):
            if hit := compiled.search(line):
                yield number, hit.group().strip()

    return find


LAWS = (
    Law(
        name="forms use our own fields",
        why="Django's fields let unseen signs in and speak in Django's words. Take them from amendments/forms/fields.py.",
        find=calls_of("CharField", "ChoiceField", "TypedChoiceField", "IntegerField", "FileField", "EmailField"),
        rooms=("amendments/forms/",),
        free=("amendments/forms/fields.py",),
        breaches=("forms.CharField()", "IntegerField(min_value=0)", "from django.forms import FileField as F"),
        fine=("Line(max_length=9)", "forms.HiddenInput()", "isinstance(field, forms.ChoiceField)"),
    ),
    Law(
        name="no fuzzy patching",
        why="patch_apply has edited the wrong paragraph and reported success. Edits name their words; use text/apply.py.",
        find=calls_of("patch_apply", "patch_fromText", "patch_make"),
        breaches=("dmp.patch_apply(patches, text)", "dmp.patch_make(a, b)"),
        fine=("dmp.diff_main(a, b)",),
    ),
    Law(
        name="one parser of Markdown",
        why="A second parser is a second truth of what a text says. Call text.markdown.parse; text/grammar.py is its grammar.",
        find=calls_of("MarkdownIt"),
        free=("amendments/text/grammar.py",),
        breaches=("MarkdownIt('zero')", "markdown_it.MarkdownIt()", "from markdown_it import MarkdownIt as M"),
        fine=("parse(source)",),
    ),
    Law(
        name="nothing declares itself safe",
        why="Templates escape; text/html.py and text/redline.py make HTML. Where it must be declared safe, the file "
        "is listed in this law with the reason.",
        find=calls_of("mark_safe", "SafeString", "SafeText"),
        free=("amendments/migrations/", *MAKES_HTML),
        breaches=("mark_safe(html)", "safestring.SafeString(html)"),
        fine=("format_html('<b>{}</b>', name)", "def f(x) -> SafeString: ..."),
    ),
    Law(
        name="templates escape",
        why="`safe` and `autoescape off` let a person's words become markup. Show texts through the washing filters.",
        find=lines_like(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off"),
        rooms=TEMPLATES,
        kinds=(".html", ".txt"),
        breaches=("{{ text|safe }}", "{{ text | safe }}", "{{ texts|safeseq }}", "{% autoescape off %}"),
        fine=("{{ text|washed }}", "{{ state|safety }}"),
    ),
    Law(
        name="nothing inline in templates",
        why="The content security policy lets no inline style, script or handler run; use a class, or a module in static/.",
        find=lines_like(
            r"<[^>]*\s(style\s*=|on[a-z]+\s*=|href\s*=\s*[\"']?\s*javascript:)|<style\b|<script(?![^>]*\bsrc=)[^>]*>"
        ),
        rooms=TEMPLATES,
        kinds=(".html",),
        breaches=(
            '<p style="color: red">',
            "<a onclick='go()'>",
            "<style>",
            "<script>go()</script>",
            '<script type="module">',
            '<a href="javascript:go()">',
        ),
        fine=('<script type="module" src="{% static "a.js" %}"></script>', '<p class="style">', "{% block once %}"),
    ),
    Law(
        name="nothing from elsewhere",
        why="No third party learns who reads a platform: fonts, scripts, styles and pictures come from this site.",
        find=lines_like(
            r"(src|srcset|data)\s*=\s*[\"']?(https?:)?//|<link[^>]*href\s*=\s*[\"']?(https?:)?//|url\(\s*[\"']?(https?:)?//|@import"
        ),
        rooms=("amendments/templates/", "amendments/static/"),
        kinds=(".html", ".css", ".js"),
        breaches=(
            '<img src="//example.org/a.png">',
            '<link rel="stylesheet" href="https://example.org/a.css">',
            "src: url(https://example.org/a.woff2)",
            '@import "a.css";',
        ),
        fine=('<a href="https://example.org/">', '<link rel="icon" href="{% static "i.svg" %}">'),
    ),
)
