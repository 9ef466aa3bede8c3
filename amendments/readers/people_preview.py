"""The page on which a list of people is looked at before it is entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amendments.models import Congress, PeopleList, Person
from amendments.readers.people import ENCODINGS, Column, Table
from amendments.readers.people_plan import plan_of

SHOWN = 100  # faults and changes that are listed; the others are counted
SECOND = 4000  # rows that are entered in a second, about, on a small machine


@dataclass(frozen=True)
class ColumnRow:
    """A column of the file: its name, what it is taken for, and what stands in its first lines."""

    at: int
    name: str
    chosen: str
    samples: list[str]


def kept_list(congress: Congress, person: Person | None) -> PeopleList | None:
    """Give the list that a person has brought and not entered yet."""
    return PeopleList.objects.filter(congress=congress, person=person).defer("data").first() if person else None


def preview_of(congress: Congress, kept: PeopleList) -> dict[str, Any]:
    """Give the question of the encoding, or what entering the list would do: seven queries at most."""
    table = Table(**kept.table)
    if table.question:
        return {"question": [(value, label, table.question[value]) for value, label in ENCODINGS.items()]}
    columns = kept.settings["columns"]
    plan = plan_of(congress, table, columns, set_up=kept.settings["set_up"])
    return {
        "plan": plan,
        "lines": len(table.rows),
        "columns": [
            ColumnRow(at, name, chosen, [one for row in table.rows[:40] if (one := (row[1][at : at + 1] or [""])[0])][:3])
            for at, (name, chosen) in enumerate(zip(table.header, columns, strict=True))
            if name or any(row[1][at : at + 1] != [""] for row in table.rows[:40])
        ],
        "kinds": Column.choices,
        "set_up": kept.settings["set_up"],
        "unknown_bodies": any("There is no body" in one.says for one in plan.faults) or bool(plan.bodies),
        "faults": plan.faults[:SHOWN],
        "more_faults": max(0, len(plan.faults) - SHOWN),
        "changes": plan.changes[:SHOWN],
        "more_changes": max(0, len(plan.changes) - SHOWN),
        "newcomers": plan.new[:5],
        "more_new": max(0, len(plan.new) - 5),
        "sheets": table.sheets,
        "something": bool(plan.new or plan.changes or plan.gifts),
        "seconds": max(1, (len(plan.new) + len(plan.changes) + len(plan.gifts)) // SECOND),
    }
