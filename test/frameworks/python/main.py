"""Tests the adapters of the Python SDK with the real frameworks: python test/frameworks/python/main.py [--json FILE] [NAME...]

Runs in an environment with test/frameworks/requirements.txt, and needs `npm ci` for the fake model. NAME is a part of
a file's name, such as `langchain`. `--json` writes how many passed and failed, in the form of Jest's summary.
"""

import argparse
import json
import logging
import pathlib
import sys
import unittest
import warnings

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import surroundings  # noqa: E402, F401


def suite_of(names):
    """No tests at all, if the names are those of JavaScript's."""
    files = [file for file in sorted(HERE.glob("test_*.py")) if not names or any(name in file.stem for name in names)]
    return unittest.TestLoader().loadTestsFromNames([file.stem for file in files])


def write_summary(file, result):
    bad = [*result.failures, *result.errors]
    failures = {str(getattr(test, "test_case", test)): trace for test, trace in bad}
    summary = {
        "numPassedTests": max(0, result.testsRun - len(result.skipped) - len(failures)),
        "numFailedTests": len(failures),
        "numRuntimeErrorTestSuites": 0,
        "failures": [{"test": test, "trace": trace} for test, trace in failures.items()],
    }
    pathlib.Path(file).write_text(json.dumps(summary))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--json")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    # Frameworks log what the tests make them do.
    logging.disable(logging.CRITICAL)
    result = unittest.TextTestRunner(verbosity=1, warnings="ignore").run(suite_of(options.names))
    if options.json:
        write_summary(options.json, result)
    sys.stdout.flush()
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
