"""The record: Wagtail pages, the vocabulary, units, and the shared look. Imports none of its siblings."""
