"""The static files as they are served: gathered under new names, with every reference followed."""

import re
from pathlib import Path
from typing import cast

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

TEMPLATES = Path(__file__).resolve().parents[2] / "amendments/templates"
storage = cast("ManifestStaticFilesStorage", staticfiles_storage)
NAMED = re.compile(r"{%\s*static\s+['\"]([^'\"]+)['\"]")


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """Gather the project's files, and two scripts of which one imports the other, as `make demo` does."""
    scripts, root = tmp_path_factory.mktemp("scripts"), tmp_path_factory.mktemp("gathered")
    (scripts / "plank").mkdir()
    (scripts / "plank/one.js").write_text('import { two } from "./two.js";\nexport { two } from "./two.js";\ntwo();\n')
    (scripts / "plank/two.js").write_text("export function two() {}\n")
    storages = {"staticfiles": {"BACKEND": "platform_app.storage.Gathered"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages, STATICFILES_DIRS=[scripts]):
        call_command("collectstatic", verbosity=0, interactive=False)
        yield root


def test_every_file_that_a_template_names_is_there(gathered):
    named = {name for path in TEMPLATES.rglob("*.html") for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    lost = [name for name in sorted(named) if not (gathered / storage.stored_name(name)).exists()]
    assert not lost


def test_a_name_that_is_not_there_is_told(gathered):
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        storage.stored_name("plank/no-such-file.css")


def test_scripts_find_each_other_under_their_new_names(gathered):
    written = (gathered / storage.stored_name("plank/one.js")).read_text()
    assert written.count(Path(storage.stored_name("plank/two.js")).name) == 2
    assert not (gathered / "plank/two.js").exists()
