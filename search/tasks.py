"""Work that runs after a commit: in process by default, in workers where the settings name some."""

from django_tasks import task

from search import draining


@task()
def drain_outbox() -> dict[str, int]:
    """Carry what is due over to the index."""
    report = draining.drain()
    return {
        "indexed": report.indexed,
        "deleted": report.deleted,
        "failed": report.failed,
        "parked": report.parked,
    }
