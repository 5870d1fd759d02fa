import gettext
import os

import pytest
from django.core.management import CommandError, call_command

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Search"
msgstr "Tìm kiếm"

#, fuzzy
msgid "Need"
msgstr "Cần?"

#, python-format
msgid "%(count)s match"
msgid_plural "%(count)s matches"
msgstr[0] "%(count)s kết quả"
"""


# What ``makemessages`` leaves behind in a language without a plural.
SURPLUS = """
msgid "%(count)s need"
msgid_plural "%(count)s needs"
msgstr[0] "%(count)s nhu cầu"
msgstr[1] ""
"""
UNTRANSLATED = """
msgid "%(count)s firm"
msgid_plural "%(count)s firms"
msgstr[0] ""
"""


@pytest.fixture
def catalogue(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    po = tmp_path / "vi" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO)
    return po


def translations(po):
    with po.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_a_catalogue_is_compiled_without_gettext(catalogue, monkeypatch):
    monkeypatch.setenv("PATH", "")
    call_command("compile_catalogues", verbosity=0)
    compiled = translations(catalogue)
    assert compiled.gettext("Search") == "Tìm kiếm"
    assert compiled.ngettext("%(count)s match", "%(count)s matches", 3) == "%(count)s kết quả"


def test_a_doubtful_translation_is_left_out(catalogue):
    call_command("compile_catalogues", verbosity=0)
    assert translations(catalogue).gettext("Need") == "Need"


def test_an_empty_plural_in_a_language_without_plurals_does_no_harm(catalogue):
    catalogue.write_text(PO + SURPLUS)
    call_command("compile_catalogues", verbosity=0)
    assert translations(catalogue).ngettext("%(count)s need", "%(count)s needs", 3) == "%(count)s nhu cầu"


def test_an_untranslated_count_is_the_english_plural_where_a_language_has_one_form(catalogue):
    catalogue.write_text(PO + UNTRANSLATED)
    call_command("compile_catalogues", verbosity=0)
    assert translations(catalogue).ngettext("%(count)s firm", "%(count)s firms", 3) == "%(count)s firms"


def test_only_what_changed_is_compiled(catalogue, capsys):
    call_command("compile_catalogues")
    call_command("compile_catalogues")
    assert capsys.readouterr().out.splitlines() == [
        "Message catalogues: 1 of 1 compiled",
        "Message catalogues: 0 of 1 compiled",
    ]
    later = catalogue.stat().st_mtime + 10
    os.utime(catalogue, (later, later))
    call_command("compile_catalogues")
    assert capsys.readouterr().out == "Message catalogues: 1 of 1 compiled\n"


def test_a_broken_catalogue_stops_with_the_reason_and_keeps_the_last_good_one(catalogue):
    call_command("compile_catalogues", verbosity=0)
    catalogue.write_text(PO + 'msgid "half\n')
    later = catalogue.stat().st_mtime + 10
    os.utime(catalogue, (later, later))
    with pytest.raises(CommandError, match=r"vi/LC_MESSAGES/django\.po: .*16"):
        call_command("compile_catalogues", verbosity=0)
    assert translations(catalogue).gettext("Search") == "Tìm kiếm"
