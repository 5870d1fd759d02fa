"""The matcher itself: profiles in, explained matches out.

Plain Python with numpy, scipy and scikit-learn. It knows nothing of Django, of the index or of Wagtail, so that
it can be read, tested and benchmarked alone. See ``docs/matching.md`` for the contract.
"""
