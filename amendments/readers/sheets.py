"""Reads one list from standard input, in a process of its own: `python -m amendments.readers.sheets KIND ENCODING`.

Whatever the file does, it does it here: memory and time are bounded by the operating system, and Django is not imported. What
was read goes to standard output, one JSON value a line: one for the file, then a row each: its line, its cells, and
which of them are formulas.
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
from collections.abc import Iterator
from itertools import islice
from typing import Any

MOST_ROWS, MOST_COLUMNS, MOST_CELL = 30_000, 60, 1000  # a cell in characters
MOST_UNPACKED, MOST_STRINGS, MOST_PARTS = 40 * 1024**2, 16 * 1024**2, 300  # of a workbook: bytes, bytes of its words, files
MOST_CELLS = 250_000  # and rows together: thirty thousand lines of seven columns, read in a few seconds
MEMORY, SECONDS = 256 * 1024**2, 20
GAP = 1000  # so many empty rows in a row end the list: sheets are often formatted far below their last line
GUESSES = ("cp1252", "cp1250", "cp1251", "mac_roman")
SAMPLES = 4
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What a broken workbook raises somewhere in the library; a broken XML file is a SyntaxError.
_BROKEN = (zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, SyntaxError, OSError)


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
            if empty > GAP:
                return
            continue
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
    separator = _separator(text)
    yield {"encoding": found, "separator": separator}
    csv.field_size_limit(MOST_CELL * 10)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            yield [reader.line_num, [_cell(one) for one in row[:MOST_COLUMNS]], []]
    except csv.Error as error:
        raise Unfit(f"its line {reader.line_num} cannot be read: is a quotation mark missing there?") from error


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
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = row[:MOST_COLUMNS]
            formulas = [at for at, one in enumerate(cells) if one.data_type == "f"]
            yield [number, [_cell(one.value) for one in cells], formulas]
    except _BROKEN as error:
        raise Unfit("its sheets cannot be read. Open it where it was made and save it again, as XLSX or CSV.") from error


def _bounded(data: bytes) -> None:
    """Refuse a workbook that unpacks to more than a list of people, before anything is unpacked."""
    try:
        book = zipfile.ZipFile(io.BytesIO(data))
        parts = book.infolist()
    except zipfile.BadZipFile as error:
        raise Unfit("it is no whole workbook. Save it again, as XLSX or CSV.") from error
    words = sum(one.file_size for one in parts if "sharedStrings" in one.filename)
    far = len(parts) > MOST_PARTS or words > MOST_STRINGS or sum(one.file_size for one in parts) > MOST_UNPACKED
    if far or any(_cells(book, one) > MOST_CELLS for one in parts if "/worksheets/" in one.filename):
        raise Unfit("it unpacks to far more than a list of people has. Save the list alone, as CSV.")


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
