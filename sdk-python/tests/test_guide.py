"""The code of docs/sdk-python.md, as it stands there."""

import base64
import hashlib
import hmac
import os
import pathlib
import re
import subprocess
import sys
import time
import unittest

from server import Server, answer

import tocsin

GUIDE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "sdk-python.md"
SOURCES = str(pathlib.Path(tocsin.__file__).parent.parent)


def blocks(heading):
    """The Python blocks between a heading and the next of its level."""
    parts = re.split(r"^## ", GUIDE.read_text(), flags=re.M)
    [section] = [one for one in parts if one.startswith(heading)]
    return re.findall(r"^```python\n(.*?)^```", section, flags=re.M | re.S)


def program(source, url):
    return subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONPATH": SOURCES, "TOCSIN_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
    )


@unittest.skipUnless(GUIDE.exists(), "the guide is not part of the package")
class Guide(unittest.TestCase):
    def types(self, block):
        with Server() as server:
            done = program(block, server.tocsin_url)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            return [event["type"] for event in server.events]

    def test_the_first_example_reports_a_request(self):
        [block] = blocks("# The Python SDK")
        self.assertEqual(self.types(block), ["llm.request.completed"])

    def test_the_examples_of_runs_report_runs_and_steps(self):
        synchronous, asynchronous = blocks("Runs and steps")
        begun, ended = "agent.run.started", "agent.run.completed"
        self.assertEqual(self.types(synchronous), [begun, "agent.step.completed", "evaluation.scored", ended])
        self.assertEqual(self.types(asynchronous), [begun, "agent.step.completed", ended])

    def test_the_server_that_must_not_wait_answers_503_with_the_reason(self):
        def paused(handler):
            hold = {"id": "h", "kind": "pause", "actor": "a", "reason": "a test", "until": None}
            answer(handler, 200, {"agent": "support-bot", "state": "paused", "version": 1, "holds": [hold]})

        [block] = blocks("While the agent is paused")
        with Server(paused) as server:
            done = program(block + "\nprint(handle(None))", server.tocsin_url)
        self.assertEqual((done.stdout, done.stderr), ("(503, 'a test', None)\n", ""))

    def test_the_receiver_takes_what_is_signed_and_refuses_all_else(self):
        [block] = blocks("Verifying webhooks")
        found = {}
        exec(block, found)
        secret = re.search(r"whsec_([^\"]+)", block)[1]
        sent, body = str(int(time.time())), b'{"type":"a.b"}'
        content = b"evt_1." + sent.encode() + b"." + body
        digest = hmac.new(base64.b64decode(secret), content, hashlib.sha256).digest()
        headers = {
            "Webhook-Id": "evt_1",
            "Webhook-Timestamp": sent,
            "Webhook-Signature": "v1," + base64.b64encode(digest).decode(),
        }
        self.assertEqual(found["hook"](headers, body), 200)
        self.assertEqual(found["hook"](headers, body + b" "), 401)

    def test_every_option_of_the_client_is_named_with_its_default(self):
        import inspect

        parameters = set(inspect.signature(tocsin.Tocsin).parameters) - {"world"}
        rows = re.findall(r"^\| (`.*?) +\|", GUIDE.read_text(), flags=re.M)
        self.assertEqual({name for row in rows for name in re.findall(r"`(\w+)`", row)}, parameters)
