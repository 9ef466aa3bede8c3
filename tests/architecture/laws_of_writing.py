"""Who writes, and how: one writing layer, history that nothing passes by, locks that do not block the innocent."""

import ast

from tests.architecture.law import Found, Law, nodes

ALWAYS_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALWAYS_WRITES |= {
    "asave",
    "adelete",
    "acreate",
    "aupdate",
    "abulk_create",
    "abulk_update",
    "aget_or_create",
    "aupdate_or_create",
}
WRITES_WITHOUT_POSITIONAL = {"save", "delete", "create"}  # a dict, a form field or a printed file takes something by position
STATEMENTS = ("insert into ", "update ", "delete from ", "merge into ", "truncate ", "alter table ", "drop table ")
WITHOUT_HISTORY = {"Outbox", "Draft", "CarriedOver", "VotingItem", "VotingMove"}


def _is_queryset_update(call: ast.Call) -> bool:
    """Tell a QuerySet's `update(field=...)` from the `update(...)` of dicts, sets and digests."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "update" and not call.args and bool(call.keywords)


def writes(source: str) -> Found:
    """Find calls and SQL that change the database."""
    for call in nodes(source, ast.Call):
        if not isinstance(call.func, ast.Attribute):
            continue
        name = call.func.attr
        by_name = name in ALWAYS_WRITES or (name in WRITES_WITHOUT_POSITIONAL and not call.args)
        if by_name or _is_queryset_update(call):
            yield call.lineno, f".{name}(...)"
        elif name in {"execute", "executemany"} and call.args and _sql(call.args[0]).startswith(STATEMENTS):
            yield call.lineno, _sql(call.args[0])[:40]


def _sql(node: ast.expr) -> str:
    """Give the beginning of a statement that is written out; nothing for one that comes from elsewhere."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[0]
    return node.value.lstrip().lower() if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def passes_history_by(source: str) -> Found:
    """Find updates that leave no row in a history table: `bulk_update`, and `update()` but on models that have no history."""
    for call in nodes(source, ast.Call):
        if not isinstance(call.func, ast.Attribute) or _model(call.func) in WITHOUT_HISTORY:
            continue
        if call.func.attr in {"bulk_update", "abulk_update"}:
            yield call.lineno, f".{call.func.attr}(...)"
        elif _is_queryset_update(call):
            yield call.lineno, ".update(...)"


def _model(node: ast.expr) -> str:
    """Give the name that a chain such as `Outbox.objects.filter(...).update` begins with."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def blocks_the_innocent(source: str) -> Found:
    """Find row locks that also stop every insert that refers to the row."""
    for call in nodes(source, ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "select_for_update":
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            value = given.get("no_key")
            if not (isinstance(value, ast.Constant) and value.value is True):
                yield call.lineno, "select_for_update without no_key=True"


def reacts(source: str) -> Found:
    """Find code that runs because something was saved."""
    for node in nodes(source, ast.ImportFrom):
        if node.module in {"django.db.models.signals", "django.dispatch"}:
            yield node.lineno, f"from {node.module}"
    for function in nodes(source, ast.FunctionDef):
        if function.name in {"save", "delete"} and not any(isinstance(step, ast.Raise) for step in function.body):
            yield function.lineno, f"def {function.name}"


def acts_for_nobody(source: str) -> Found:
    """Find public functions that write without a keyword-only `acting_user`."""
    for function in ast.parse(source).body:
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
            named = {argument.arg for argument in function.args.kwonlyargs}
            if "acting_user" not in named and any(True for _ in writes(ast.unparse(function))):
                yield function.lineno, f"def {function.name}"


def leans_on_a_neighbor(source: str) -> Found:
    """Find imports of one file of views by another; `pages` and `errors` are there for all."""
    for node in nodes(source, ast.ImportFrom):
        names = (
            [alias.name for alias in node.names] if node.module == "amendments.views" else [(node.module or "").split(".")[-1]]
        )
        if (node.module or "").startswith("amendments.views") and not set(names) <= {"pages", "errors"}:
            yield node.lineno, f"from {node.module} import {', '.join(alias.name for alias in node.names)}"


def asks_about_states(source: str) -> Found:
    """Find comparisons with stages and states, which are for rules and queries to ask about."""
    for comparison in nodes(source, ast.Compare):
        for side in (comparison.left, *comparison.comparators):
            if isinstance(side, ast.Attribute) and side.attr in {"stage", "state", "decision", "rebase_state"}:
                yield comparison.lineno, f"a comparison with .{side.attr}"


LAWS = (
    Law(
        name="only actions write",
        why="A view, query or task that writes goes past locks, rules and record. Move it into amendments/actions/.",
        find=writes,
        free=("amendments/migrations/", "amendments/actions/"),
        breaches=(
            "person.save()",
            "person.save(update_fields=['name'])",
            "Person.objects.filter(pk=1).delete()",
            "Person.objects.create(name='A')",
            "Person.objects.filter(pk=1).update(name='B')",
            "Person.objects.bulk_create(rows)",
            "Person.objects.get_or_create(name='A')",
            "cursor.execute('DELETE FROM amendments_person')",
            "cursor.execute(f'''\n UPDATE {table} SET name = 1''')",
        ),
        fine=(
            "digest.update(b'x')",
            "values.update(more)",
            "document.save(path)",
            "cache.delete('key')",
            "cursor.execute('SELECT 1')",
            "say('Delete from the list')",
        ),
    ),
    Law(
        name="nothing passes history by",
        why="QuerySet.update() and bulk_update() leave no history row, and history rows are the text's revisions. Save each "
        "object with its fields named, or many by actions/rows.py. A model that has no history may be listed.",
        find=passes_history_by,
        free=("amendments/migrations/", "amendments/actions/rows.py"),
        breaches=(
            "Paragraph.objects.filter(pk=1).update(label='1')",
            "rows.update(label='1')",
            "P.objects.bulk_update(rows, ['label'])",
        ),
        fine=(
            "Outbox.objects.filter(pk=1).update(attempts=2)",
            "VotingItem.objects.bulk_update(rows, ['position'])",
            "values.update(more)",
            "update_with_history(P, rows, ['a'], user=person, at=at, stamped={})",
        ),
    ),
    Law(
        name="locks take no key",
        why="A plain select_for_update() blocks every insert that refers to the row. Write select_for_update(no_key=True).",
        find=blocks_the_innocent,
        breaches=(
            "D.objects.select_for_update().get()",
            "D.objects.select_for_update(no_key=False)",
            "q.select_for_update(of=('self',))",
        ),
        fine=("D.objects.select_for_update(no_key=True).get()", "q.select_for_update(no_key=True, of=('self',))"),
    ),
    Law(
        name="models react to nothing",
        why="What happens because something was saved is an action's affair: written there, not hidden in a signal.",
        find=reacts,
        rooms=("amendments/",),
        breaches=(
            "from django.db.models.signals import post_save",
            "from django.dispatch import receiver",
            "class A:\n    def save(self):\n        super().save()",
            "class A:\n    def delete(self):\n        self.gone = True",
        ),
        fine=("class Entry:\n    def delete(self):\n        raise Forbidden('entries stay')",),
    ),
    Law(
        name="every act has its actor",
        why="An action takes a keyword-only acting_user, so that no act is nobody's. A helper begins with an underscore, "
        "or is listed as free, with the reason.",
        find=acts_for_nobody,
        rooms=("amendments/actions/",),
        # These write for an act, which names its actor.
        free=tuple(
            f"amendments/actions/{name}.py" for name in ("live", "record", "relations", "rows", "signing", "spread", "votes")
        ),
        breaches=("def carry(amendment, acting_user):\n    amendment.save()", "def carry(amendment):\n    amendment.save()"),
        fine=(
            "def carry(amendment, *, acting_user):\n    amendment.save()",
            "def _keep(row):\n    row.save()",
            "def count(rows):\n    return len(rows)",
        ),
    ),
    Law(
        name="audiences do not lean on each other",
        why="Two files of views that import each other cannot change alone. What both need is a query or in views/pages.py.",
        find=leans_on_a_neighbor,
        rooms=("amendments/views/",),
        breaches=("from amendments.views.public import home", "from amendments.views import public"),
        fine=(
            "from amendments.views.pages import show",
            "from amendments.views import errors",
            "from amendments.queries.home import x",
        ),
    ),
    Law(
        name="views ask no states",
        why="What may be done now is for rules.py to say, and what to show for a query; a view that asks repeats them.",
        find=asks_about_states,
        rooms=("amendments/views/",),
        breaches=(
            "if document.stage == 'drafting':\n    pass",
            "x = 'lost' != amendment.decision",
        ),
        fine=("if request.method == 'POST':\n    pass", "row = page.stage"),
    ),
)
