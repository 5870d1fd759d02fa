"""The script that runs before anything is installed; pip itself is replaced, it is the edge."""

import subprocess

import pytest

from marketplace import environment

PIP_SAYS = """Collecting alpha==1.0 (from -r requirements.txt (line 1))
  Using cached alpha-1.0-py3-none-any.whl (3 kB)
Collecting beta==2.0 (from -r requirements.txt (line 3))
Installing collected packages: alpha, beta
Successfully installed alpha-1.0 beta-2.0
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An environment that looks complete, beside a pin file."""
    packages = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "is_whole", lambda: True)
    (tmp_path / "requirements.txt").write_text(
        "alpha==1.0 \\\n    --hash=sha256:00\n# beta==1\nbeta==2.0 \\\n"
    )
    return tmp_path


@pytest.fixture
def runs(home, monkeypatch):
    """How often packages were installed."""
    counted = []
    monkeypatch.setattr(environment, "install", counted.append)
    return counted


def add_record(home, name, *, complete):
    folder = home / ".venv/lib/python3.11/site-packages" / f"{name}-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Name: {name}\n")
    if complete:
        (folder / "RECORD").write_text("")
    return folder


def test_packages_are_installed_once(home, runs):
    environment.main("requirements.txt")
    environment.main("requirements.txt")
    assert len(runs) == 1


def test_new_pins_are_installed(home, runs):
    environment.main("requirements.txt")
    (home / "requirements.txt").write_text("alpha==1.1\n")
    environment.main("requirements.txt")
    assert len(runs) == 2


def test_an_interrupted_installation_leaves_no_stamp(home, monkeypatch):
    def stopped(requirements):
        raise KeyboardInterrupt

    (home / ".venv" / "requirements.txt").write_text("old pins")
    monkeypatch.setattr(environment, "install", stopped)
    with pytest.raises(KeyboardInterrupt):
        environment.main("requirements.txt")
    assert not (home / ".venv" / "requirements.txt").exists()


def test_a_broken_environment_is_made_anew(home, runs, monkeypatch):
    made = []
    environment.main("requirements.txt")
    monkeypatch.setattr(environment, "is_whole", lambda: False)
    monkeypatch.setattr(environment, "create", lambda: made.append(True))
    environment.main("requirements.txt")
    assert made == [True]
    assert len(runs) == 2


def test_a_package_whose_installation_was_cut_short_is_forgotten(home, capsys):
    whole, half = add_record(home, "whole", complete=True), add_record(home, "half", complete=False)
    environment.forget_half_installed()
    assert whole.exists()
    assert not half.exists()
    assert "Mending half-1.0" in capsys.readouterr().out


def test_pins_are_counted_without_hashes_and_comments(home):
    assert environment.pinned(home / "requirements.txt") == 2


def test_progress_follows_pip_and_shows_its_errors(home, capsys):
    progress = environment.Progress(2)
    for line in PIP_SAYS.splitlines():
        progress.read(line)
    assert (progress.fetched, progress.to_install) == (2, 2)
    progress.read("ERROR: No matching distribution found for alpha==1.0")
    assert capsys.readouterr().out == "  ERROR: No matching distribution found for alpha==1.0\n"


def test_an_environment_whose_pip_was_cut_short_is_not_whole(tmp_path, monkeypatch):
    import venv

    folder = tmp_path / "half"
    venv.create(folder, with_pip=False, symlinks=True)
    monkeypatch.setattr(environment, "PYTHON", folder / "bin" / "python")
    assert not environment.is_whole()
    package = folder / "lib/python3.11/site-packages/pip-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Name: pip\nVersion: 1.0\n")
    assert not environment.is_whole()
    (package / "RECORD").write_text("pip-1.0.dist-info/METADATA,,\npip/__init__.py,,\n")
    assert not environment.is_whole()
    (package.parent / "pip").mkdir()
    (package.parent / "pip" / "__init__.py").touch()
    assert environment.is_whole()


def test_another_python_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 12, 1))
    monkeypatch.setattr(environment.sys, "version", "3.12.1 (main)")
    with pytest.raises(SystemExit, match=r"needs Python 3\.11; this is 3\.12\.1"):
        environment.main("requirements.txt")


def test_when_pip_fails_the_run_stops_with_advice(home, monkeypatch):
    monkeypatch.setattr(environment, "PYTHON", "false")
    with pytest.raises(SystemExit, match="run this again"):
        environment.install(home / "requirements.txt")


def test_the_script_needs_nothing_but_the_standard_library(root):
    alone = [environment.sys.executable, "-S", "-c", "import marketplace.environment"]
    assert subprocess.run(alone, cwd=root, check=False).returncode == 0
