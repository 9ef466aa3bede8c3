"""Each law holds in the project, and each sees every way of breaking it that it names."""

import pytest

from tests.architecture import laws_of_files, laws_of_text, laws_of_writing
from tests.architecture.law import Law, files

LAWS = (*laws_of_writing.LAWS, *laws_of_text.LAWS, *laws_of_files.LAWS)
NAMES = [law.name for law in LAWS]


@pytest.mark.parametrize("law", LAWS, ids=NAMES)
def test_it_holds(law: Law):
    broken = law.broken()
    assert not broken, "\n".join([law.why, *broken])


@pytest.mark.parametrize("law", LAWS, ids=NAMES)
def test_it_sees_each_breach(law: Law):
    unseen = [breach for breach in law.breaches if not list(law.find(breach))]
    assert law.breaches
    assert not unseen, f"the law looks away from: {unseen}"


@pytest.mark.parametrize("law", LAWS, ids=NAMES)
def test_it_lets_pass_what_is_fine(law: Law):
    accused = [fine for fine in law.fine if list(law.find(fine))]
    assert not accused, f"the law accuses the innocent: {accused}"


def test_the_laws_read_the_whole_house():
    read = files()
    assert {"manage.py", "Makefile", "amendments/models/person.py", "tests/architecture/test_laws.py"} <= set(read)
    assert not [path for path in read if path.startswith((".venv/", "static_built/"))]


def test_a_file_that_is_free_of_a_law_exists():
    gone = [f"{law.name}: {path}" for law in LAWS for path in law.free if not any(name.startswith(path) for name in files())]
    assert not gone, "\n".join(["These exceptions except nothing; take them out:", *gone])
