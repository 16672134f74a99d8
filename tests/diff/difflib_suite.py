"""Run CPython's own tests of `difflib` with our `SequenceMatcher` in its place.

A program of its own, so that any Python can run it: prints JSON, `{"run": n, "failed": [names]}`.
"""

from __future__ import annotations

import difflib
import doctest
import io
import json
import unittest

from tracker.diff.sequences import SequenceMatcher


def main() -> None:
    """Run the tests and the examples in the docstrings of `difflib`."""
    from test import test_difflib

    # Before it is replaced: the examples in the class are looked for in the module's own class.
    examples = doctest.DocTestSuite(difflib, extraglobs={"SequenceMatcher": SequenceMatcher})
    difflib.SequenceMatcher = SequenceMatcher  # type: ignore[misc]
    del test_difflib.load_tests  # would collect the examples of the replaced module
    suite = unittest.defaultTestLoader.loadTestsFromModule(test_difflib)
    suite.addTests(examples)
    test_difflib.setUpModule()
    result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    bad = [*result.failures, *result.errors]
    print(json.dumps({"run": result.testsRun, "failed": sorted(str(test) for test, _ in bad)}))


if __name__ == "__main__":
    main()
