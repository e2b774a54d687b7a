"""Stories over the SDK and a whole Tocsin."""

import os
import pathlib
import subprocess
import sys
import threading
import time
import unittest

import tocsin
from tocsin._world import World
from local_tocsin import LocalTocsin

SOURCES = str(pathlib.Path(tocsin.__file__).parent.parent)
cloud = LocalTocsin()


def setUpModule():
    cloud.start()


def tearDownModule():
    cloud.stop()


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)


def is_paused(client):
    try:
        client.checkpoint(when_paused="raise")
        return False
    except tocsin.AgentPaused:
        return True


def program(source, agent):
    return subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONPATH": SOURCES, "TOCSIN_URL": cloud.url_for(agent)},
        capture_output=True,
        text=True,
        timeout=60,
    )


class Journey(unittest.TestCase):
    def client(self, agent):
        # Asks anew each time, and waits for the answer as long as a slow machine may need.
        client = tocsin.Tocsin(cloud.url_for(agent), max_age_seconds=0.0, world=World(ask_seconds=30.0))
        self.addCleanup(client.close)
        return client

    def pause(self, agent, reason="a test"):
        cloud.ask("POST", "/v1/agents/pause", {"reason": reason}, agent=agent)

    def resume(self, agent):
        cloud.ask("POST", "/v1/agents/resume", {}, agent=agent)

    def test_what_is_tracked_is_listed(self):
        client = self.client("reporter/1 é")
        with client.run("run_1", deadline_seconds=60):
            client.track("tool.call.completed", tool="search", argumentsHash=tocsin.arguments_hash({"q": 1}))
        self.assertTrue(client.flush())
        listed = cloud.events_of("reporter/1 é", 3)
        self.assertEqual(
            sorted((event["type"], event["subject"]) for event in listed),
            [("agent.run.completed", "run_1"), ("agent.run.started", "run_1"), ("tool.call.completed", "run_1")],
        )

    def test_a_paused_agent_stops_and_goes_on_when_it_is_resumed(self):
        client = self.client("pausable")
        self.assertFalse(client.checkpoint().paused)
        self.pause("pausable", "the vendor is down")
        with self.assertRaisesRegex(tocsin.AgentPaused, "pausable is paused: the vendor is down"):
            client.checkpoint(when_paused="raise")
        self.resume("pausable")
        self.assertFalse(client.checkpoint(when_paused="raise").paused)

    def test_an_agent_that_waits_goes_on_when_it_is_resumed(self):
        client = self.client("waiting")
        self.pause("waiting")
        done = threading.Event()
        worker = threading.Thread(target=lambda: (client.checkpoint(), done.set()))
        worker.start()
        self.assertFalse(done.wait(1), "it has not waited")
        self.resume("waiting")
        self.assertTrue(done.wait(10))
        worker.join()

    def test_an_agent_is_switched_to_another_model(self):
        client = self.client("switched")
        client.checkpoint()
        self.assertEqual(client.model("gpt-5"), "gpt-5")
        body = {"from": "gpt-5", "to": "gpt-5-mini", "reason": "a test"}
        cloud.ask("POST", "/v1/agents/switch-model", body, agent="switched")
        client.checkpoint()
        self.assertEqual(client.model("gpt-5"), "gpt-5-mini")

    def test_an_agent_whose_runs_fail_is_paused_by_a_monitor(self):
        cloud.ask(
            "POST",
            "/v1/monitors",
            {
                **{"name": "three failures", "kind": "count", "eventTypes": ["agent.run.failed"]},
                **{"groupBy": ["source"], "window": {"slidingSeconds": 600}},
                **{"filter": {"source": ["failing"]}, "thresholds": [{"atLeast": 3, "severity": "critical"}]},
                "actions": [{"kind": "pauseAgent", "until": "human"}],
            },
        )
        client = self.client("failing")
        for _ in range(3):
            self.assertFalse(is_paused(client))
            with self.assertRaises(TimeoutError), client.run():
                raise TimeoutError("too late")
        until(lambda: is_paused(client))
        with self.assertRaisesRegex(tocsin.AgentPaused, "three failures"):
            client.checkpoint(when_paused="raise")

    def test_parent_child_and_program_end_lose_nothing(self):
        done = program(
            "import os, tocsin\n"
            "for n in range(150): tocsin.track('a.b', n=n)\n"
            "child = os.fork()\n"
            "tocsin.track('in.child' if child == 0 else 'in.parent')\n"
            "if child: os.waitpid(child, 0)\n",
            "forking",
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        types = [event["type"] for event in cloud.events_of("forking", 152)]
        self.assertEqual([types.count(one) for one in ("a.b", "in.child", "in.parent")], [150, 1, 1])


class Outage(unittest.TestCase):
    def test_events_of_an_outage_arrive_when_tocsin_is_back_and_the_agent_has_not_waited(self):
        client = tocsin.Tocsin(cloud.url_for("surviving"))
        client.track("before")
        self.assertTrue(client.flush())
        # What was under way when it is killed comes only after its lease.
        self.assertEqual(len(cloud.events_of("surviving", 1)), 1)
        cloud.kill()
        began = time.monotonic()
        for number in range(100):
            client.track("during", n=number)
            client.checkpoint()
        self.assertLess(time.monotonic() - began, 1)
        self.assertFalse(client.flush())
        cloud.start()
        self.assertTrue(client.close(timeout=30))
        types = [event["type"] for event in cloud.events_of("surviving", 101)]
        self.assertEqual((types.count("before"), types.count("during")), (1, 100))
