"""`manage.py setup_site`: everything between an empty folder and a site that can be served."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from marketplace import installation

SECONDS_BETWEEN_SIGNS_OF_LIFE = 2.0


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """A worker beside the server, ended with it."""
    process = subprocess.Popen([sys.executable, sys.argv[0], "db_worker"])
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the worker is ended then, too
    try:
        yield
    except KeyboardInterrupt:
        pass  # the way to stop
    finally:
        process.terminate()
        process.wait()


class MigrationCounter(io.TextIOBase):
    """Takes the output of ``migrate``, three hundred lines on a new database, and says how far it is now and then."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self.say = say
        self.applied = 0
        self.told = time.monotonic()

    def write(self, text: str) -> int:
        """Count the migrations named in the text."""
        self.applied += text.count("Applying ")
        if time.monotonic() - self.told > SECONDS_BETWEEN_SIGNS_OF_LIFE:
            self.say(f"  {self.applied} migrations applied")
            self.told = time.monotonic()
        return len(text)


class Command(BaseCommand):
    """Do what is missing or out of date, in order."""

    help = (
        "Prepare the database, load the facts, build the index and the matcher. Steps that are up to date are "
        "skipped; after an interruption, run it again."
    )
    requires_system_checks: list[str] = []  # each step's own command runs the checks it needs

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--again", action="store_true", help="do every step, up to date or not")
        parser.add_argument(
            "--sample-accounts", action="store_true", help="also create accounts to try the site with"
        )
        parser.add_argument(
            "--worker",
            action="store_true",
            help="with --serve: also run a worker for what TASKS=workers puts off",
        )
        parser.add_argument("--serve", metavar="ADDRESS", help="then serve there, e.g. 127.0.0.1:8000")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps."""
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        call_command("compile_catalogues", verbosity=options["verbosity"])
        done = [step for step in installation.STEPS if self._bring_up_to_date(step, options)]
        if options["sample_accounts"]:
            call_command("create_sample_accounts")
        if options["serve"]:
            with worker() if options["worker"] else contextlib.nullcontext():
                self._serve(options["serve"], in_new_process=bool(done), replace=not options["worker"])

    def _bring_up_to_date(self, step: installation.Step, options: dict[str, Any]) -> bool:
        """Run the step where it is needed, and tell whether it was."""
        if not options["again"] and installation.is_current(step):
            self._say(f"{step.title}: up to date")
            return False
        self._run(step, options["verbosity"])
        return True

    def _serve(self, address: str, *, in_new_process: bool, replace: bool) -> None:
        """Serve until stopped. What this process remembers may be older than what its steps have just written."""
        self._say(f"Open http://{address}/   (Ctrl-C stops the server; make run starts it again in seconds)")
        command = [sys.executable, sys.argv[0], "runserver", "--noreload", address]
        if in_new_process and replace:
            os.execv(sys.executable, command)
        if in_new_process:
            subprocess.run(command, check=False)
        else:
            call_command("runserver", address, use_reloader=False)

    def _run(self, step: installation.Step, verbosity: int) -> None:
        self._say(f"{step.title} …")
        started = time.monotonic()
        installation.forget(step)
        inputs = installation.fingerprint(step.inputs)
        output = {"stdout": MigrationCounter(self._say)} if step.command == "migrate" else {}
        call_command(step.command, verbosity=verbosity, **output)
        installation.remember(step, inputs)
        self._say(f"{step.title}: done in {time.monotonic() - started:.0f} s")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
