"""How the site bears a congress of thousands, on a PostgreSQL of its own: relations, pages, decisions."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.table import milliseconds, table
from tests.servers import HOST, postgres

if TYPE_CHECKING:
    from amendments.models import Document, Person

PARAGRAPHS, AMENDMENTS, PEOPLE = 1_000, 5_000, 20_000
FEW = 500  # amendments of which all pairs are related plainly: of 5,000 it would take a quarter of an hour


def load() -> str:
    """Make the congress, and give the tables of times."""
    with a_site_on_postgres():
        from django.core.management import call_command  # noqa: PLC0415 - Django is set up only now

        from amendments.models import Document  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        sample, began = _sample(), perf_counter()
        call_command("make_load", paragraphs=PARAGRAPHS, amendments=AMENDMENTS, people=PEOPLE)
        made = f"made in {perf_counter() - began:.0f} s"
        everywhere = _everywhere(Document.objects.get())
        document = _on_the_floor()
        title = f"A congress on PostgreSQL: {PARAGRAPHS:,} paragraphs, {AMENDMENTS:,} amendments, {PEOPLE:,} people ({made})"
        return f"{sample}\n{title}\n\n{everywhere}\n{_relations(document)}\n{_pages(document)}\n{_decisions(document)}"


@contextmanager
def a_site_on_postgres() -> Iterator[None]:
    """Set the site up as it runs, on a new and empty PostgreSQL."""
    with postgres(durable=True) as port, tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "PLANK_DATABASE_URL": f"postgres://postgres@{HOST}:{port}/postgres",
            "PLANK_DEMO": "1",
            "PLANK_LOCAL_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "platform_app.settings",
        }
        import django  # noqa: PLC0415 - it reads these when it is imported
        from django.conf import settings  # noqa: PLC0415
        from django.db import connections  # noqa: PLC0415

        storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing was collected here
        settings.STORAGES = settings.STORAGES | {"staticfiles": storage}
        django.setup()
        try:
            yield
        finally:
            connections.close_all()


class Times(NamedTuple):
    """How long an act took, in seconds: by the clock, and on the processor, in this process and in the database's.

    The first is what a reader waits for; on a busy machine it says most about the others on it, and the two say more.
    """

    whole: float
    own: float
    database: float


def fastest(act: Callable[[], object], runs: int = 5) -> Times:
    """Give the shortest times of several runs, after one that does not count; of the database the mean, by 10 ms."""
    act()
    times: list[tuple[float, float]] = []
    spent = _database()
    while len(times) < runs and sum(whole for whole, _ in times) < 20:
        begun = perf_counter(), process_time()
        act()
        times.append((perf_counter() - begun[0], process_time() - begun[1]))
    spent = _database() - spent
    return Times(min(whole for whole, _ in times), min(own for _, own in times), spent / len(times))


def _sample() -> str:
    """Load the sample congress as `make demo` does, and take it back."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    def loaded() -> None:
        with transaction.atomic():
            call_command("demo", stdout=StringIO())
            transaction.set_rollback(True)

    rows = [("the sample is loaded", "8 s", *_both(fastest(loaded, 2)))]
    return table("The sample", ("", "target", "Plank", "processor", "database"), rows)


def _database() -> float:
    """Give the processor's seconds that our connection's own process of the database has taken; 0 where no system says so."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        about = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not about.exists():
        return 0.0
    user, system = about.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _both(times: Times) -> tuple[str, ...]:
    return tuple(milliseconds(one) for one in times)


def _on_the_floor() -> Document:
    from amendments.actions import chair, committee  # noqa: PLC0415
    from amendments.models import Document  # noqa: PLC0415

    document = Document.objects.get()
    presiding = _presiding(document)
    committee.close_filing(acting_user=presiding, document=document, reason="The sitting has begun.")
    chair.take_to_floor(acting_user=presiding, document=document)
    return Document.objects.get()


def _presiding(document: Document) -> Person:
    return document.congress.seats.filter(role="chair").select_related("person")[0].person


def _everywhere(document: Document) -> str:
    """File global changes of few and of many places, and measure how each is related."""
    from django.db import transaction  # noqa: PLC0415

    from amendments.actions import filing, record  # noqa: PLC0415
    from amendments.actions.relations import relate  # noqa: PLC0415
    from amendments.models import AmendmentRelation  # noqa: PLC0415
    from amendments.queries.document import current_text  # noqa: PLC0415
    from amendments.text.compose import Replace  # noqa: PLC0415

    record.deliveries.clear()  # mails are another process's work
    text, mover = current_text(document), document.congress.seats.filter(role="member").select_related("person")[0].person
    rows = []
    for words, target in (("answers", "200 ms"), ("publishes", ""), ("lasting", ""), ("house", "")):
        work = filing.Work((Replace(words, "gloom", exactly="yes"),), "Other words", "They say it better.")
        with transaction.atomic():
            revision = document.current_revision.number if document.current_revision else 0
            filed = filing.file_amendment(acting_user=mover, document=document, revision=revision, work=work)
            related = fastest(partial(relate, [filed], document, text))
            many = AmendmentRelation.objects.filter(high=filed).count()
            transaction.set_rollback(True)
        rows.append([f"a new one of {filed.throughout.filed} places, {many} related to it", target, *_both(related)])
    return table("Global changes, related and written", ("", "target", "Plank", "processor", "database"), rows)


def _relations(document: Document) -> str:
    from amendments.models import Amendment  # noqa: PLC0415
    from amendments.queries.amendment import on_current_text  # noqa: PLC0415
    from amendments.queries.document import current_text  # noqa: PLC0415
    from amendments.queries.relations import pairs_with, to_relate  # noqa: PLC0415
    from amendments.text.clusters import pairs_of  # noqa: PLC0415
    from amendments.text.relation import Relations  # noqa: PLC0415

    text = current_text(document)

    def plainly(key: int) -> None:
        """Relate one with all others, the way without an index: read them all, and ask of each."""
        relations, one = Relations(text), on_current_text(Amendment.objects.get(pk=key))
        for other in to_relate(document):
            relations.between(one, on_current_text(other))

    def pair_by_pair(values: list[Any]) -> None:
        relations = Relations(text)
        for at, one in enumerate(values):
            for other in values[:at]:
                relations.between(other, one)

    rows: list[tuple[str, ...]] = []
    for name, key in _chosen(document).items():
        mine, plain = fastest(partial(pairs_with, text, document, [key])), fastest(partial(plainly, key), 2)
        rows.append((f"a new amendment with all others, {name}", "200 ms", *_both(mine), *_both(plain)))
    few = [on_current_text(row) for row in to_relate(document)[:FEW]]
    together = fastest(lambda: pairs_of(Relations(text), few), 2)
    rows.append((f"{FEW} amendments from nothing", "", *_both(together), *_both(fastest(partial(pair_by_pair, few), 1))))
    return table("Relations", ("", "target", "Plank", "processor", "database", "all pairs", "processor", "database"), rows)


def _chosen(document: Document) -> dict[str, int]:
    """Choose three amendments by how many are related to them: the most, one of a hundred, and the middle."""
    from amendments.models import AmendmentRelation  # noqa: PLC0415

    times: Counter[int] = Counter()
    for low, high in AmendmentRelation.objects.filter(document=document).values_list("low_id", "high_id"):
        times.update((low, high))
    ranked = times.most_common()
    chosen = (ranked[0], ranked[len(ranked) // 100], ranked[len(ranked) // 2])
    return {f"{many} of them related to it": key for key, many in chosen}


def _addresses(document: Document) -> dict[str, str]:
    from amendments.models import Amendment  # noqa: PLC0415

    home = f"/c/{document.congress.slug}/"
    text = f"{home}text/{document.slug}/"
    crowded = Amendment.objects.get(pk=next(iter(_chosen(document).values())))
    return {
        "the overview": home,
        "the text, one part": text,
        "the text, one part, as a redline": f"{text}?as=redline",
        "the whole text on one page": f"{text}?part=all",
        "the amendments": f"{home}amendments/",
        "the amendments, page 40": f"{home}amendments/?page=40",
        "the crowded amendment": f"{home}A{crowded.number}/",
        "the floor's list": f"{text}floor/",
        "the floor's list, page 40": f"{text}floor/?page=40",
        "one question before the vote": f"{home}A{crowded.number}/decide/",
        "the record": f"{text}record/",
        "the map of rivals": f"{text}rivals/",
        "the crowded amendment's rivals": f"{home}A{crowded.number}/rivals/",
        "what if 100 of 2,000 were carried": f"{text}what-if/?a={','.join(map(str, range(1, 2001, 20)))}",
        "what if all 2,000 were carried": f"{text}what-if/?a=1-2000",
        "the voting list": f"{text}list/",
        "the voting list to print, one part": f"{text}list/sheet/",
        "the screening inbox": f"{text}screening/",
        "a search": f"{home}search/?q=rents",
        "what is new": f"{home}new/",
        "the rehearsal, nothing invented": f"{text}rehearsal/",
    }


def _pages(document: Document) -> str:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from platform_app.serving import settle  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    client.force_login(_presiding(document))
    rows = []
    settle()  # as a server does before it serves
    for name, url in _addresses(document).items():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        if answer.status_code != 200:
            raise RuntimeError(f"{url} answers {answer.status_code}")
        queries, size = len(asked), f"{len(answer.content) / 1000:,.0f} kB"  # the next request forgets what was asked
        rows.append([name, "500 ms", *_both(fastest(partial(client.get, url))), queries, size])
    return table("Pages, at the server", ("", "target", "Plank", "processor", "database", "queries", "size"), rows)


def _decisions(document: Document) -> str:
    from django.db import transaction  # noqa: PLC0415

    from amendments.actions import chair, record, voting_renewal  # noqa: PLC0415
    from amendments.actions.votes import Count  # noqa: PLC0415
    from amendments.models import Amendment  # noqa: PLC0415
    from amendments.queries import clock  # noqa: PLC0415

    presiding = _presiding(document)
    record.deliveries.clear()  # mails are another process's work

    def decide(key: int) -> None:
        with transaction.atomic():
            verdict = chair.Verdict("carried", Count(30, 10))
            chair.record_decision(acting_user=presiding, amendment=Amendment.objects.get(pk=key), verdict=verdict)
            transaction.set_rollback(True)

    def renew() -> None:
        with transaction.atomic():
            voting_renewal.renew(document, acting_user=presiding, at=clock.now())
            transaction.set_rollback(True)

    rows = [[f"a decision, {name}", "300 ms", *_both(fastest(partial(decide, key)))] for name, key in _chosen(document).items()]
    rows.append(["the whole voting list renewed", "", *_both(fastest(renew, 2))])
    return table("Decisions", ("", "target", "Plank", "processor", "database"), rows)
