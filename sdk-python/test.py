"""Runs the tests of the SDK: python sdk-python/test.py [--json FILE] [unit] [journeys]

`unit` needs nothing but Python (and the package cryptography, for ed25519). `journeys` starts a local Tocsin, so it needs
`npm ci`. `--json` writes how many passed and failed, in the form of Jest's summary.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
FOLDERS = {"unit": HERE / "tests", "journeys": HERE / "journeys"}


def run(folders: list[pathlib.Path]) -> unittest.TestResult:
    suite = unittest.TestSuite()
    for folder in folders:
        sys.path.insert(0, str(folder))
        suite.addTests(unittest.TestLoader().discover(str(folder), top_level_dir=str(folder)))
    return unittest.TextTestRunner(verbosity=1).run(suite)


def write_summary(file: str, result: unittest.TestResult) -> None:
    """A test counts once, however many of its cases fail."""
    bad = [*result.failures, *result.errors]
    failures = {str(getattr(test, "test_case", test)): trace for test, trace in bad}
    summary = {
        "numPassedTests": max(0, result.testsRun - len(result.skipped) - len(failures)),
        "numFailedTests": len(failures),
        "numRuntimeErrorTestSuites": 0,
        "failures": [{"test": test, "trace": trace} for test, trace in failures.items()],
    }
    pathlib.Path(file).write_text(json.dumps(summary))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json")
    parser.add_argument("what", nargs="*", choices=[*FOLDERS, []])
    options = parser.parse_args()
    sys.path.insert(0, str(HERE / "src"))
    result = run([FOLDERS[name] for name in options.what or FOLDERS])
    if options.json:
        write_summary(options.json, result)
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
