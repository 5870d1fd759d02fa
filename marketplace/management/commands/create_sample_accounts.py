"""`manage.py create_sample_accounts`: people and organisations to try the site with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.services.sample_accounts import create_sample_accounts


class Command(BaseCommand):
    """Create them once and print their passwords once; nobody can read them afterwards."""

    help = (
        "Create sample accounts with random passwords, printed once: an administrator, an agency's owner and editor, "
        "an enterprise, an eco-label body and a moderator. For one's own machine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--force", action="store_true", help="also on a site that is not in DEBUG mode")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create and say what was created."""
        if not settings.DEBUG and not options["force"]:
            raise CommandError(
                "This site is not in DEBUG mode. Sample accounts do not belong on a public server; --force overrules."
            )
        made = create_sample_accounts()
        if not made:
            self.stdout.write(
                "Sample accounts: they exist already; their passwords were shown when they were made."
            )
            return
        self.stdout.write("Sample accounts, on this machine only. The passwords are shown this once:")
        width = max(len(account.email) for account in made)
        for account in made:
            self.stdout.write(f"  {account.email:<{width}}  {account.password}  {account.what}")
