"""Reads one list from standard input, in a process of its own: `python -m amendments.readers.sheets KIND ENCODING`.

Whatever the file does, it does it here: memory and time are bounded by the operating system, and Django is not imported. What
was read goes to standard output, one JSON value a line: one for the file, then a row each: its line, its cells, and
which of them are no plain values: `[column, "formula"]` or `[column, "day"]`.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

MOST_ROWS, MOST_COLUMNS, MOST_CELL = 30_000, 60, 1000  # a cell in characters
MOST_UNPACKED, MOST_STRINGS, MOST_PARTS = 40 * 1024**2, 16 * 1024**2, 300  # of a workbook: bytes, bytes of its words, files
MOST_CELLS = 250_000  # and rows together: thirty thousand lines of seven columns, read in a few seconds
MEMORY, SECONDS = 256 * 1024**2, 20
GAP = 1000  # so many empty rows in a row end the list: sheets are often formatted far below their last line
LAST_ROW = 1_048_576  # of a sheet
GUESSES = ("cp1252", "cp1250", "cp1251", "mac_roman")
SAMPLES = 4
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]{4,24})"')
_ZEROS = re.compile("0{2,20}")
_TOLD = re.compile(r'"?sep=([^\w\s])"?\r?\n', re.IGNORECASE)  # a first line that spreadsheets write for each other
_OLD = b"\xd0\xcf\x11\xe0"  # a compound file, as workbooks were before 2007, and are with a password
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What a broken workbook raises somewhere in the library; a broken XML file is a SyntaxError.
_ZIP = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError)
_BROKEN = (*_ZIP, LookupError, ValueError, TypeError, AttributeError, SyntaxError, OSError)


class Unfit(Exception):
    """A file that cannot be read; the message is for whoever brought it."""


def main() -> int:
    """Read, and print what was read or why it was not."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    kind, encoding = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    data = sys.stdin.buffer.read()
    try:
        rows = _workbook(data) if kind == "xlsx" else _plain(data, encoding)
        _print_rows(rows)
    except Unfit as unfit:
        _print({"refused": str(unfit)})
    except MemoryError:
        _print({"refused": "it needs more memory to read than a list of people does. Save the list alone, as CSV."})
    return 0


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")


def _print_rows(rows: Iterator[Any]) -> None:
    many = empty = 0
    for row in rows:
        if isinstance(row, dict):
            _print(row)
            continue
        if not any(row[1]):
            empty += 1
            continue
        if empty > GAP:
            raise Unfit(f"{empty:,} empty lines stand above its line {row[0]:,}. Delete them, or what stands below.")
        many, empty = many + 1, 0
        while not row[1][-1]:
            row[1].pop()
        if many > MOST_ROWS + 1:
            raise Unfit(f"it has more than {MOST_ROWS:,} lines. Bring it in parts.")
        _print(row)


def _plain(data: bytes, encoding: str) -> Iterator[Any]:
    """Read comma-separated values: of which encoding, with which separator, is found out or asked."""
    found = encoding or _encoding(data)
    if not found:
        yield {"question": {guess: _samples(data, guess) for guess in GUESSES}}
        return
    try:
        text = data.decode(found)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unfit(f"it cannot be read as {found}. Choose another encoding.") from error
    if "\0" in text:
        raise Unfit("it holds zero bytes, so it is no list in plain text. Save it as CSV or as a workbook (XLSX).")
    told = _TOLD.match(text)
    separator = told[1] if told else _separator(text)
    yield {"encoding": found, "separator": separator}
    csv.field_size_limit(MOST_CELL * 10)
    reader = csv.reader(io.StringIO(text[told.end() :] if told else text, newline=""), delimiter=separator, strict=True)
    above, last = bool(told), 0
    try:
        for row in reader:
            last = reader.line_num
            yield [last + above, [_cell(one) for one in row[:MOST_COLUMNS]], []]
    except csv.Error as error:
        raise Unfit(f"what begins on its line {last + above + 1} cannot be read: is a quotation mark missing there?") from error


def _encoding(data: bytes) -> str:
    """Give the encoding where it is certain, "" where only a person can tell."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if data[:200].count(0) > len(data[:200]) // 4:
        return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _samples(data: bytes, guess: str) -> list[str]:
    """Give the first lines that read otherwise in one encoding than in another."""
    lines = [line for line in data.splitlines() if not line.isascii()][:SAMPLES]
    return [line.decode(guess, "replace").strip()[:80] for line in lines]


def _separator(text: str) -> str:
    head = text.lstrip("\r\n").split("\n", 1)[0]
    outside = "".join(head.split('"')[::2])  # what stands outside quotation marks
    return max(";\t,", key=lambda sign: (outside.count(sign), sign == ","))


def _workbook(data: bytes) -> Iterator[Any]:
    """Read the first sheet of a workbook, row by row. Formulas are told apart from values."""
    _bounded(data)
    import openpyxl  # noqa: PLC0415 (only where there is a workbook: it takes a third of a second)

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a file may claim any size
        yield {"sheet": sheet.title, "sheets": len(book.worksheets)}
        _check_merged(data, sheet)
        for number, row in enumerate(islice(sheet.iter_rows(), LAST_ROW), 1):
            cells = row[:MOST_COLUMNS]
            odd = [[at, _ODD[one.data_type]] for at, one in enumerate(cells) if one.data_type in _ODD]
            yield [number, [_written(one) for one in cells], odd]
    except _BROKEN as error:
        raise Unfit("its sheets cannot be read. Open it where it was made and save it again, as XLSX or CSV.") from error


_ODD = {"f": "formula", "d": "day"}


def _check_merged(data: bytes, sheet: Any) -> None:
    """Refuse a sheet with merged cells: all but the first are empty in the file, and would be read so in silence."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        found = _MERGED.search(book.read(sheet._worksheet_path.lstrip("/")))
    if found:
        where = found[1].decode()
        raise Unfit(f"its cells {where} are merged, so only the first line has what they say. Part them, and fill each line.")


def _written(cell: Any) -> str:
    """Give a cell as it is shown where that matters: a number of a fixed length keeps its leading zeros."""
    if isinstance(cell.value, int) and cell.value >= 0 and _ZEROS.fullmatch(cell.number_format or ""):
        return str(cell.value).zfill(len(cell.number_format))
    return _cell(cell.value)


def _bounded(data: bytes) -> None:
    """Refuse a workbook that unpacks to more than a list of people, before anything is unpacked."""
    if data.startswith(_OLD):
        raise Unfit("it has a password, or is a workbook as before 2007 (XLS). Save it again without, as XLSX or CSV.")
    try:
        book = zipfile.ZipFile(io.BytesIO(data))
        parts = book.infolist()
        words = sum(one.file_size for one in parts if "sharedStrings" in one.filename)
        far = len(parts) > MOST_PARTS or words > MOST_STRINGS or sum(one.file_size for one in parts) > MOST_UNPACKED
        if far or any(_cells(book, one) > MOST_CELLS for one in parts if "/worksheets/" in one.filename):
            raise Unfit("it unpacks to far more than a list of people has. Save the list alone, as CSV.")
    except _ZIP as error:
        raise Unfit("it is no whole workbook, or has a password. Save it again without one, as XLSX or CSV.") from error


def _cells(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Count the cells and rows of a sheet without reading it: to look for their beginnings takes a hundredth of the time."""
    with book.open(part) as sheet:
        return sum(1 for _ in islice(_CELL.finditer(sheet.read(MOST_UNPACKED)), MOST_CELLS + 1))


def _cell(value: object) -> str:
    """Give a cell as words: numbers without a useless “.0”, days as they are written everywhere."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, datetime.datetime):
        value = value.date() if value.time() == datetime.time() else value
    return str(value).strip()[: MOST_CELL + 1]


if __name__ == "__main__":
    sys.exit(main())
