"""Work that runs after a commit: in process by default, in workers where the settings name some."""

from django_tasks import task

from search import outbox


@task()
def drain_outbox() -> dict[str, int]:
    """Carry what is due over to the index."""
    report = outbox.drain()
    return {"indexed": report.indexed, "deleted": report.deleted, "failed": report.failed}
