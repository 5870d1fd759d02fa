"""Bring ``.venv`` to the pinned packages. Standard library only: it runs before anything is installed.

    python3.11 -m marketplace.environment requirements.txt

A copy of the pin file inside ``.venv`` says what is installed. It is written last, so a run that was stopped at any
point leaves none behind and the next run starts over from whatever is there.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SECONDS_BETWEEN_SIGNS_OF_LIFE = 2.0
TELLING_WORDS = ("ERROR", "error:", "THESE PACKAGES", "hash", "WARNING: Retrying", "No matching")

# Run by the environment's own Python: is it 3.11, and is every file of its pip there? RECORD is the last file pip's
# installation writes, so a pip without one was cut short.
PROBE = """
import sys
from importlib.metadata import files
whole = all(f.locate().exists() for f in files("pip") if f.suffix != ".pyc")
sys.exit(sys.version_info[:2] != (3, 11) or not whole)
"""


def say(text: str) -> None:
    """Print one line at once, so that a pipe shows it as early as a terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def is_whole() -> bool:
    """Whether ``.venv`` holds a Python 3.11 with a complete pip."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", PROBE], capture_output=True, check=False).returncode == 0


def create() -> None:
    """Make ``.venv`` anew; exits with advice where this Python lacks the parts for it (Debian splits them off)."""
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot create virtual environments. On Debian or Ubuntu: apt-get install python3.11-venv"
        )
    say("Creating the virtual environment in .venv")
    venv.create(VENV, clear=True, symlinks=True, with_pip=True)


def site_packages() -> Path:
    """The folder that pip installs into."""
    return next((VENV / "lib").glob("python3.11/site-packages"))


def forget_half_installed() -> None:
    """Remove the records of packages whose installation was cut short, so that pip installs them again.

    Pip takes a package for installed as soon as its METADATA stands there, but writes RECORD last.
    """
    for record in site_packages().glob("*.dist-info"):
        if not (record / "RECORD").exists():
            say(f"Mending {record.name.removesuffix('.dist-info')}, whose installation was interrupted")
            shutil.rmtree(record)


def pinned(requirements: Path) -> int:
    """How many packages a pin file names."""
    return sum(
        "==" in line and not line.startswith((" ", "#")) for line in requirements.read_text().splitlines()
    )


def install(requirements: Path) -> None:
    """Install the pins, each checked against its hashes; pip's many lines become one every two seconds."""
    total = pinned(requirements)
    say(f"Installing {total} packages from {requirements.name} (about 250 MB to download; a minute or a few)")
    pip = [
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "install",
        "--progress-bar",
        "off",
    ]
    # The pin file is complete and every package has a wheel: nothing to resolve, nothing to build.
    pins = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", requirements]
    process = subprocess.Popen([*pip, *pins], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    progress = Progress(total)
    with progress:
        for line in process.stdout or ():
            progress.read(line.rstrip())
    if process.wait():
        sys.exit(
            "pip could not install the packages; its messages are above. Mend the cause and run this again."
        )
    subprocess.run([PYTHON, "-m", "pip", "check"], check=True, stdout=subprocess.DEVNULL)


class Progress:
    """Says every two seconds how far pip is: packages fetched, then packages in place."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.fetched = 0
        self.name = ""
        self.to_install = 0
        self.started = time.time()
        self.done = threading.Event()
        self.teller = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> "Progress":
        self.teller.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.done.set()
        self.teller.join()

    def read(self, line: str) -> None:
        """Take one line of pip's output; errors and warnings are shown as they are."""
        if line.startswith("Collecting "):
            self.fetched += 1
            self.name = line.split()[1]
        elif line.startswith("Installing collected packages"):
            self.to_install = line.count(",") + 1
        elif any(word in line for word in TELLING_WORDS):
            say(f"  {line}")

    def _installed(self) -> int:
        records = site_packages().glob("*.dist-info/RECORD")
        return sum(record.stat().st_mtime >= self.started for record in records)

    def _tell(self) -> None:
        told = ""
        while not self.done.wait(SECONDS_BETWEEN_SIGNS_OF_LIFE):
            if self.to_install:
                text = f"  installed: {self._installed()} of {self.to_install}"
            else:
                text = f"  fetched: {self.fetched} of {self.total} ({self.name})"
            say(text if text != told else f"{text} …")
            told = text


def main(name: str) -> None:
    """Make ``.venv`` hold exactly what the pin file called ``name`` lists; does nothing where it already does."""
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"Estuary needs Python 3.11; this is {sys.version.split()[0]}")
    requirements, stamp = ROOT / name, VENV / name
    whole = is_whole()
    if whole and stamp.exists() and stamp.read_bytes() == requirements.read_bytes():
        return
    if not whole:
        create()
    stamp.unlink(missing_ok=True)
    forget_half_installed()
    install(requirements)
    unfinished = stamp.with_suffix(".part")
    shutil.copyfile(requirements, unfinished)
    os.replace(unfinished, stamp)
    say("Packages are in place")


if __name__ == "__main__":
    main(sys.argv[1])
