"""Match a question or a file of needs from the command line. The JSON is a contract: ``docs/contracts.md``."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cms.countries import is_country
from cms.models import Concept, Scheme
from matching.asking import Ask
from matching.command_line import BadOption, capacity_option, limit_options
from matching.core.language import LANGUAGES
from matching.exporting import answer_json
from matching.files import BadNeeds, read_needs
from matching.presenting.plain import render
from matching.service import Answer, answer

SHOWN = 5
EXPORTED = 50


class Command(BaseCommand):
    """``match "dyeing wastewater …" --country VN --limit cod=75 --inlet cod=800 --capacity "3000 m3/d"``."""

    help = "Match a need against the published technologies; explains every match by number and by word."

    def add_arguments(self, parser: CommandParser) -> None:
        """A question in words with numbers beside it, or a file of needs."""
        parser.add_argument("text", nargs="?", default="", help="the need, in any of the ten languages")
        parser.add_argument("--file", type=Path, help="a JSON list of needs instead of a question")
        parser.add_argument("--language", help="data code of the text's language; guessed where not given")
        parser.add_argument("--country", default="", help="ISO code, e.g. VN")
        parser.add_argument(
            "--medium", action="append", default=[], help="a code, e.g. water; may be repeated"
        )
        parser.add_argument(
            "--sector", action="append", default=[], help="a code, e.g. textile; may be repeated"
        )
        parser.add_argument(
            "--limit", action="append", default=[], metavar="PARAMETER=TARGET[ UNIT]", help="e.g. cod=75"
        )
        parser.add_argument(
            "--inlet", action="append", default=[], metavar="PARAMETER=VALUE[ UNIT]", help="e.g. cod=800"
        )
        parser.add_argument("--capacity", help='value and unit, e.g. "3000 m3/d"')
        parser.add_argument(
            "--must",
            action="append",
            default=[],
            help="a parameter or 'capacity' that must be met; may be repeated",
        )
        parser.add_argument("--top", type=int, help=f"how many matches; {SHOWN} in words, {EXPORTED} in JSON")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(self, *args: object, **options: object) -> None:
        """Read, match, print."""
        if bool(options["text"]) == bool(options["file"]):
            raise CommandError("Give either a question or --file.")
        top = options["top"] or (EXPORTED if options["json"] else SHOWN)
        if top < 1:
            raise CommandError("--top: wants a number above 0.")
        asks = self._file(options["file"]) if options["file"] else [self._ask(options)]
        quiet = not options["file"]
        answers = [answer(ask, top) for ask in tqdm(asks, desc="Match", disable=quiet or None)]
        if answers and answers[0].snapshot is None:
            raise CommandError("No technology is published: run load_data first.")
        if options["json"]:
            self._print_json(answers, as_list=bool(options["file"]))
            return
        for found in answers:
            self.stdout.write(render(found))

    def _print_json(self, answers: list[Answer], *, as_list: bool) -> None:
        found = [answer_json(one) for one in answers]
        self.stdout.write(json.dumps(found if as_list else found[0], ensure_ascii=False, indent=1))

    @staticmethod
    def _file(path: Path) -> list[Ask]:
        try:
            return read_needs(path)
        except FileNotFoundError:
            raise CommandError(f"--file: there is no {path}") from None
        except BadNeeds as error:
            raise CommandError("\n".join(["The file is not used:", *error.findings])) from None

    @staticmethod
    def _ask(options: dict) -> Ask:
        if options["country"] and not is_country(options["country"].upper()):
            raise CommandError(f"--country: {options['country']!r} is no country code")
        if options["language"] and options["language"] not in LANGUAGES:
            raise CommandError(f"--language: {options['language']!r} is none of {', '.join(LANGUAGES)}")
        for scheme, option in ((Scheme.MEDIUM, "medium"), (Scheme.SECTOR, "sector")):
            known = set(Concept.objects.of(scheme).values_list("code", flat=True))
            for code in set(options[option]) - known:
                raise CommandError(f"--{option}: {code!r} is none of {', '.join(sorted(known))}")
        parameters = set(Concept.objects.of(Scheme.PARAMETER).values_list("code", flat=True))
        try:
            limits = limit_options(options["limit"], options["inlet"], parameters)
            capacity = capacity_option(options["capacity"]) if options["capacity"] else None
        except BadOption as error:
            raise CommandError(str(error)) from None
        return Ask(
            text=options["text"],
            language=options["language"],
            country=options["country"].upper(),
            media=tuple(options["medium"]),
            sectors=tuple(options["sector"]),
            capacity=capacity,
            limits=limits,
            must_have=frozenset(options["must"]),
        )
