"""Words for what the matcher found: verdicts, reasons, changes and what was understood, in the reader's language."""
