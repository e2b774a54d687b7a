"""Tests the adapters of the Python SDK with the real frameworks: python test/frameworks/python/main.py [--json FILE] [NAME...]

Runs in an environment with test/frameworks/requirements.txt, and needs `npm ci` for the fake model. NAME is a part of
a file's name, such as `langchain`. `--json` writes how many passed and failed, in the form of Jest's summary. Each file
runs in a process of its own: frameworks keep what they were once given.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import warnings

HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--json")
    parser.add_argument("--file")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    summary = run_file(options.file) if options.file else run_all(options.names)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(summary))
    if not options.file:
        print(f"{summary['numPassedTests']} passed, {summary['numFailedTests']} failed", flush=True)
    sys.exit(1 if summary["numFailedTests"] else 0)


def run_all(names):
    """No tests at all, if the names are those of JavaScript's."""
    files = [file for file in sorted(HERE.glob("test_*.py")) if not names or any(name in file.stem for name in names)]
    summary = summary_of(0, [])
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            print(f"== {file.stem}", flush=True)
            part = run_in_process(file.stem, pathlib.Path(folder) / f"{file.stem}.json")
            summary = {name: value + part[name] for name, value in summary.items()}
    return summary


def run_in_process(stem, result):
    subprocess.run([sys.executable, __file__, "--file", stem, "--json", str(result)], check=False)
    if result.exists():
        return json.loads(result.read_text())
    return summary_of(0, [{"test": stem, "trace": "its process has ended without a result"}])


def run_file(stem):
    sys.path.insert(0, str(HERE))
    import logging

    import surroundings  # noqa: F401

    warnings.simplefilter("ignore")
    # Frameworks log what the tests make them do.
    logging.disable(logging.CRITICAL)
    suite = unittest.TestLoader().loadTestsFromName(stem)
    result = unittest.TextTestRunner(verbosity=1, warnings="ignore").run(suite)
    bad = {str(getattr(test, "test_case", test)): trace for test, trace in [*result.failures, *result.errors]}
    passed = max(0, result.testsRun - len(result.skipped) - len(bad))
    return summary_of(passed, [{"test": test, "trace": trace} for test, trace in bad.items()])


def summary_of(passed, failures):
    return {
        "numPassedTests": passed,
        "numFailedTests": len(failures),
        "numRuntimeErrorTestSuites": 0,
        "failures": failures,
    }


if __name__ == "__main__":
    main()
