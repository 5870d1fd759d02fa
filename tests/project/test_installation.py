"""Steps are done when something is missing, and only then. The steps' own commands are tested where they live."""

import io

import pytest
from django.core.management import call_command

from marketplace import installation
from marketplace.management.commands import setup_site
from search.engines.base import get_engine


@pytest.fixture
def place(tmp_path, settings):
    """A project of one fact and no code, with nothing set up."""
    settings.BASE_DIR, settings.VAR_DIR = tmp_path, tmp_path / "var"
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "needs.json").write_text("[]")
    (tmp_path / "requirements.txt").write_text("alpha==1\n")
    return tmp_path


@pytest.fixture
def results(monkeypatch):
    """The results that stand, by command; every one at first."""
    standing = {step.command: True for step in installation.STEPS}
    steps = tuple(
        installation.Step(
            step.command, step.title, step.inputs, step.after, lambda command=step.command: standing[command]
        )
        for step in installation.STEPS
    )
    monkeypatch.setattr(installation, "STEPS", steps)
    return standing


@pytest.fixture
def ran(monkeypatch):
    """The commands that ran, in order."""
    names = []

    def call(name, *arguments, **options):
        names.append(name)

    monkeypatch.setattr(setup_site, "call_command", call)
    return names


class ReplacedError(Exception):
    """The process would have become another program."""


ALL = ["migrate", "createcachetable", "load_data", "fit_matcher", "search_rebuild"]


def run(**options):
    defaults = {"again": False, "sample_accounts": False, "serve": None, "worker": False, "verbosity": 1}
    colours = {"force_color": False, "no_color": True}
    setup_site.Command(stdout=io.StringIO()).execute(**{**defaults, **colours, **options})


def set_up(ran):
    """Run the command; the names of the steps that it ran."""
    ran.clear()
    run()
    return [name for name in ran if name != "compile_catalogues"]


def test_the_first_time_every_step_runs_in_order(place, results, ran):
    assert set_up(ran) == ALL


def test_the_second_time_nothing_is_done(place, results, ran):
    set_up(ran)
    assert set_up(ran) == []


def test_new_facts_are_loaded_and_what_builds_on_them_is_made_again(place, results, ran):
    set_up(ran)
    (place / "data" / "needs.json").write_text("[{}]")
    assert set_up(ran) == ["load_data", "fit_matcher", "search_rebuild"]


def test_new_search_code_rebuilds_the_index_only(place, results, ran):
    (place / "search").mkdir()
    set_up(ran)
    (place / "search" / "fields.py").write_text("WEIGHT = 2\n")
    assert set_up(ran) == ["search_rebuild"]


@pytest.mark.parametrize(
    ("lost", "done"),
    [
        ("migrate", ALL),
        ("search_rebuild", ["search_rebuild"]),
        ("fit_matcher", ["fit_matcher", "search_rebuild"]),
    ],
)
def test_a_result_that_is_gone_is_made_again_in_spite_of_its_stamp(place, results, ran, lost, done):
    set_up(ran)
    results[lost] = False
    assert set_up(ran) == done


@pytest.mark.parametrize("stopped", ALL)
def test_after_a_step_was_killed_it_and_all_later_ones_run_again(place, results, ran, monkeypatch, stopped):
    set_up(ran)

    def killed(name, **options):
        if name == stopped:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setup_site, "call_command", killed)
        with pytest.raises(KeyboardInterrupt):
            run(again=True)
    assert stopped in set_up(ran)


def test_stamps_of_later_steps_are_gone_before_an_earlier_one_starts(place, results, ran, monkeypatch):
    set_up(ran)

    def look(name, **options):
        if name == "load_data":
            stamps = {path.name for path in (place / "var" / "setup").iterdir()}
            assert stamps == {"migrate", "createcachetable"}

    monkeypatch.setattr(setup_site, "call_command", look)
    (place / "data" / "needs.json").write_text("[{}]")
    run(again=False)


def test_again_does_every_step(place, results, ran):
    set_up(ran)
    ran.clear()
    run(again=True)
    assert [name for name in ran if name in ALL] == ALL


def test_a_process_that_did_nothing_serves_itself(place, results, ran):
    set_up(ran)
    ran.clear()
    run(serve="127.0.0.1:8123")
    assert ran == ["compile_catalogues", "runserver"]


def test_after_work_a_new_process_serves_since_this_one_remembers_old_values(
    place, results, ran, monkeypatch
):
    def replace(program, arguments):
        raise ReplacedError(arguments[2:])

    monkeypatch.setattr(setup_site.os, "execv", replace)
    with pytest.raises(ReplacedError) as replaced:
        run(serve="127.0.0.1:8123")
    assert replaced.value.args == (["runserver", "--noreload", "127.0.0.1:8123"],)


def test_another_database_has_another_fingerprint(place, monkeypatch):
    before = installation.fingerprint(("data/*.json",))
    monkeypatch.setitem(installation.connection.settings_dict, "NAME", "another")
    assert installation.fingerprint(("data/*.json",)) != before


def test_a_renamed_file_changes_the_fingerprint(place):
    before = installation.fingerprint(("data/*.json",))
    (place / "data" / "needs.json").rename(place / "data" / "wishes.json")
    assert installation.fingerprint(("data/*.json",)) != before


def test_every_pattern_of_every_step_finds_files_in_the_project(root):
    patterns = {pattern for step in installation.STEPS for pattern in step.inputs}
    assert {pattern for pattern in patterns if not any(root.glob(pattern))} == set()


def test_every_step_comes_after_those_it_builds_on():
    done = set()
    for step in installation.STEPS:
        assert set(step.after) <= done
        done.add(step.command)


@pytest.mark.django_db
def test_the_test_database_is_migrated_and_without_facts():
    assert installation.is_migrated()
    assert not installation.has_facts()


def test_an_index_of_this_code_and_a_model_are_looked_for(tmp_path, settings):
    settings.SEARCH = {**settings.SEARCH, "PATH": tmp_path / "index"}
    settings.MATCHING = {**settings.MATCHING, "MODEL_PATH": tmp_path / "matcher.skops"}
    assert not installation.has_index()
    assert not installation.has_matcher()
    (tmp_path / "index" / "v0-older").mkdir(parents=True)
    (tmp_path / "index" / "current").write_text("v0-older")
    assert not installation.has_index()
    get_engine().rebuild([])
    (tmp_path / "matcher.skops").touch()
    assert installation.has_index()
    assert installation.has_matcher()


@pytest.mark.django_db
def test_a_cache_in_the_database_has_its_table_only_once_it_is_made(settings):
    assert installation.has_cache_table()
    settings.CACHES = {"default": {"BACKEND": installation.DATABASE_CACHE, "LOCATION": "attempts"}}
    assert not installation.has_cache_table()
    call_command("createcachetable", verbosity=0)
    assert installation.has_cache_table()


def test_migrations_are_counted_instead_of_listed(monkeypatch):
    said = []
    counter = setup_site.MigrationCounter(said.append)
    counter.write("  Applying cms.0001_initial...")
    assert said == []
    counter.told -= 10
    counter.write("  Applying cms.0002_more...")
    assert said == ["  2 migrations applied"]
