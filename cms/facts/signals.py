"""What others may listen to."""

from django.dispatch import Signal

# Sent once per load that changed something, inside the load's transaction: a listener that fails undoes the
# load, and one that wants to act on what is visible to all uses ``transaction.on_commit``. Arguments:
# ``changes``, a tuple of ``cms.facts.report.Change`` (table, key, model, primary key, action ``added`` or
# ``updated``).
loaded = Signal()
