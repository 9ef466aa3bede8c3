"""Lists of people: what a file holds, what its columns are, and what is wrong with which line."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from amendments.readers import sheets
from amendments.readers.people import Column, Table, faults_of_columns, guessed, people_in, read_table
from amendments.readers.source import Unreadable

HEAD = "Member number;Name;E-mail;Role;Branch;Speaker;Card\n"


def book(*rows: Any) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(lines: str, head: str = HEAD):
    table = read_table((head + lines).encode(), "list.csv")
    return people_in(table, guessed(table.header))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("separator", [";"])
def test_encodings_that_say_what_they_are(encoding, separator):
    data = f"number{separator}name\n1{separator}Zoë Łuczak\n".encode(encoding)
    table = read_table(data, "list.csv")
    assert (table.header, table.rows) == (["number", "name"], [[2, ["1", "Zoë Łuczak"], []]])


@pytest.mark.parametrize("separator", [",", "\t"])
def test_separators_are_found(separator):
    table = read_table(f'number{separator}"name; and, more"\n1{separator}"Ana;\nRoth, A."\n'.encode(), "list.csv")
    assert table.rows == [[3, ["1", "Ana;\nRoth, A."], []]]


def test_an_old_encoding_is_asked_about_and_never_guessed():
    data = "number;name\n1;Müller\n2;Ana\n".encode("cp1252")
    asked = read_table(data, "list.csv")
    assert asked.rows == []
    assert asked.question["cp1252"] == ["1;Müller"]
    assert asked.question["cp1251"] == ["1;Mьller"]
    assert read_table(data, "list.csv", "cp1252").rows[0] == [2, ["1", "Müller"], []]


def test_a_workbook_with_numbers_days_and_formulas():
    rows = [["Member number", "Name", "Card"], [1001.0, "Ana", 7], [None, None, None], [1002, "=A2&B2", 8], [True, "x", None]]
    table = read_table(book(*rows), "list.xlsx")
    assert table.rows == [[2, ["1001", "Ana", "7"], []], [4, ["1002", "=A2&B2", "8"], [[1, "formula"]]], [5, ["yes", "x"], []]]
    _, faults = people_in(table, guessed(table.header))
    assert (faults[0].line, faults[0].says) == (4, "The name is a formula. Paste its value instead.")


def test_a_sheet_keeps_the_zeros_it_shows_and_says_where_it_made_a_day_of_a_number():
    made = Workbook()
    for row in (["number", "name"], [42, "Ana"], [date(2027, 1, 5), "Ben"]):
        made.active.append(row)
    made.worksheets[0]["A2"].number_format = "00000"
    table = read_table(saved(made), "whatever.csv")  # its own bytes say what it is
    people, faults = people_in(table, guessed(table.header))
    assert [one.number for one in people] == ["00042"]
    assert [(one.line, one.says[:28]) for one in faults] == [(3, "The member number is a day, ")]


def test_what_a_sheet_holds_in_merged_cells_is_not_read_as_nothing():
    made = Workbook()
    for row in (["number", "name", "branch"], [1, "Ana", "Moon"], [2, "Ben", None]):
        made.active.append(row)
    made.worksheets[0].merge_cells("C2:C3")
    with pytest.raises(Unreadable, match="its cells C2:C3 are merged"):
        read_table(saved(made), "list.xlsx")


def test_a_workbook_that_is_damaged_or_locked_says_so():
    whole = book(["number", "name"], *([n, "Ana"] for n in range(300)))
    at = whole.find(b"xl/worksheets/sheet1.xml") + 80
    for data in (
        whole[:at] + bytes(40) + whole[at + 40 :],
        whole.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
    ):
        assert data != whole
        with pytest.raises(Unreadable, match="is no whole workbook, or has a password"):
            read_table(data, "list.xlsx")


def test_the_line_by_which_spreadsheets_tell_the_separator_is_none_of_the_list():
    table = read_table(b"sep=;\r\nnumber;name\r\n1;Ana\r\n", "list.csv")
    assert (table.header, table.rows) == (["number", "name"], [[3, ["1", "Ana"], []]])


def test_columns_are_known_by_many_names():
    head = ["Member No.", "FIRST NAME", "last_name", "E-Mail", "shoe size", "Branch", "Branch", ""]
    assert guessed(head) == ["number", "first", "last", "email", "", "body", "", ""]
    says = [fault.says for fault in faults_of_columns(head[:6], guessed(head[:6]))]
    assert says == ["The column “shoe size” is not known. Say what it is, or leave it out."]
    assert not faults_of_columns(head[:6], ["number", "first", "last", "email", Column.IGNORE, "body"])
    says = [fault.says for fault in faults_of_columns(["a", "b"], ["name", "name"])]
    assert says == [
        "Two columns are the name. Leave one of them out.",
        "No column is the member number, by which people are told apart.",
    ]


def test_people_with_their_seats():
    people, faults = read("1;Ana;ana@example.org;Delegate;Ashgrove;yes;12\n2;Ben;;;;;\n1;Ana;ana@example.org;;Youth;no;\n")
    assert faults == []
    ana, ben = people
    assert [(seat.role, seat.body, seat.speaks, seat.card) for seat in ana.seats] == [
        ("delegate", "Ashgrove", True, 12),
        ("", "Youth", False, None),
    ]
    assert (ben.name, ben.email, ben.seats) == ("Ben", "", ())


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (";Ana;;;;;", "There is no member number."),
        ("1;=HYPERLINK(1);;;;;", "The name begins with “=”, as a formula does. Write it without."),
        ("1;Ana\u202e;;;;;", "The name holds an invisible sign"),
        ("1;" + "a" * 201 + ";;;;;", "The name is too long"),
        ("1;Ana;no address;;;;", "“no address” is no e-mail address."),
        ("1;Ana;;king;;;", "“king” is no role. There are: committee"),
        ("1;Ana;;;Ashgrove;perhaps;", "“perhaps” is neither yes nor no"),
        ("1;Ana;;;;yes;", "They speak for a body, and no body is named."),
        ("1;Ana;;delegate;;;-3", "“-3” is no number of a card."),
        ("1\u200b;Ana;;;;;", "The member number holds an invisible sign (U+200B) after “1”."),
        ("1;Ana;;;;;;Moon", "more cells than the first line names: “Moon”"),
        ("1;#N/A;;;;;", "The name is #N/A"),
        ("1.23457E+16;Ana;;;;;", "has shortened the member number to “1.23457E+16”"),
        ("1;Ana;;;;;\n1;Ben;;;;;", "stands on line 2 already, with another name or address."),
        ("1;Ana;;;Ashgrove;;\n1;Ana;;;ASHGROVE;;", "stands on line 2 already, with the same seat."),
    ],
)
def test_each_fault_is_a_sentence_about_its_line(lines, says):
    _, faults = read(lines)
    assert len(faults) == 1
    assert says in faults[0].says
    assert faults[0].line == 1 + len(lines.splitlines())


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("list.pdf", b"%PDF-1.7", "is neither a workbook (XLSX) nor a list in plain text (CSV)"),
        ("list.xlsx", b"PK\x03\x04 cut off", "is no whole workbook"),
        ("list.csv", b"number;name\n", "has no line below its first"),
        ("list.csv", b"number;name\n1;\0\n", "zero bytes"),
        ("list.csv", b"a" * (10 * 1024**2 + 1), "larger than 10 MB"),
        ("list.csv", b"number\n" + b"1\n" * 30_002, "more than 30,000 lines"),
        ("list.csv", b'number\n"' + b"1\n" * 30_002, "cannot be read"),
        (
            "list.csv",
            b'number;name\n1;Ana\n2;"Ben\n3;Cem\n',
            "begins on its line 3 cannot be read: is a quotation mark missing",
        ),
        ("list.csv", b"number;name\n1;Ana\n" + b";\n" * 1001 + b"2;Ben\n", "1,001 empty lines stand above its line 1,004"),
        ("list.xlsx", b"\xd0\xcf\x11\xe0", "it has a password, or is a workbook as before 2007"),
    ],
)
def test_what_is_no_list_says_why(name, data, says):
    with pytest.raises(Unreadable) as refused:
        read_table(data, name)
    assert says in str(refused.value)


def _zipped(**parts: bytes) -> bytes:
    """A whole workbook with some parts exchanged."""
    with zipfile.ZipFile(io.BytesIO(book(["number"], [1]))) as whole:
        known = {name: whole.read(name) for name in whole.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (
            known | {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
        ).items():
            packed.writestr(name, data)
    return out.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
ROW = b'<row r="1"><c r="A1"><v>1</v></c></row>'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET % (b"<row/>" * 16_000_000),
        SHEET % (ROW + b"<row/>" * 2_000_000),
        SHEET % (b'<row r="1">' + b'<c r="A1"><v>1</v></c>' * 700_000 + b"</row>"),
    ],
    ids=["bomb", "empty rows", "one wide row"],
)
def test_a_workbook_of_far_too_much_is_refused_before_anything_of_it_is_unpacked(sheet, monkeypatch):
    data = _zipped(xl__worksheets__sheet1_xml=sheet)
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_table(data, "list.xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)  # what would unpack it cannot be had, and nobody asks for it
    with pytest.raises(sheets.Unfit, match="unpacks to far more"):
        next(sheets._workbook(data))


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        (LAUGHS + SHEET % b'<row r="1"><c r="A1" t="str"><v>&d;&d;&d;&d;</v></c></row>', "cannot be read"),
        (
            OUTSIDE + SHEET % b'<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>',
            "cannot be read",
        ),
    ],
    ids=["laughs", "outside"],
)
def test_a_hostile_workbook_is_refused(sheet, says):
    data = _zipped(xl__worksheets__sheet1_xml=sheet)
    with pytest.raises(Unreadable, match=says):
        read_table(data, "list.xlsx")


def test_a_table_that_asks_has_no_faults_yet():
    assert people_in(Table(question={"cp1252": []}), []) == ([], [])
