import dataclasses
import datetime
import decimal
import enum
import json
import unittest

import fakes
import tocsin


class Colour(enum.Enum):
    RED = "red"


@dataclasses.dataclass
class Point:
    x: int


class Track(unittest.TestCase):
    def setUp(self):
        self.api, self.clock = fakes.FakeTocsin(), fakes.Clock()
        self.client = fakes.client(self.api, self.clock)

    def sent(self, *more, **fields):
        self.client.track("a.b", *more, **fields)
        self.assertTrue(self.client.flush())
        return self.api.events[-1]

    def test_an_event_has_its_agent_time_and_data(self):
        self.assertEqual(
            self.sent({"x": 1}, y=2, subject="run_1", id="one"),
            {
                **{"type": "a.b", "source": "support-bot", "subject": "run_1", "id": "one"},
                **{"time": "2026-01-31T12:00:00.000+00:00", "data": {"x": 1, "y": 2}},
            },
        )

    def test_it_is_posted_with_the_key_in_a_header_and_never_in_a_path(self):
        self.sent()
        [request] = self.api.requests
        self.assertEqual((request.method, request.url), ("POST", "https://api.example.com/v1/events"))
        self.assertEqual(request.headers["authorization"], "Bearer tcn_in_key")
        self.assertEqual(request.timeout, 2.0)

    def test_events_have_no_id_of_their_own_but_their_request_has(self):
        self.assertNotIn("id", self.sent())
        self.assertRegex(self.api.requests[0].headers["idempotency-key"], "^[0-9a-f]{32}$")

    def test_any_value_becomes_json(self):
        cycle = []
        cycle.append(cycle)
        values = {
            "nan": float("nan"),
            "inf": [float("inf")],
            "when": datetime.datetime(2026, 1, 31, tzinfo=datetime.timezone.utc),
            "money": decimal.Decimal("1.5"),
            "set": {1},
            "bytes": b"abc",
            "enum": Colour.RED,
            "point": Point(1),
            "key": {(1, 2): 3},
            "half": "\ud800",
        }
        data = self.sent(values)["data"]
        self.assertEqual(data["nan"], None)
        self.assertEqual(data["inf"], [None])
        self.assertEqual(data["when"], "2026-01-31T00:00:00+00:00")
        self.assertEqual(data["money"], "1.5")
        self.assertEqual((data["set"], data["bytes"], data["enum"]), ([1], "3 bytes", "red"))
        self.assertEqual((data["point"], data["key"], data["half"]), ({"x": 1}, {"(1, 2)": 3}, "?"))
        self.assertIn("nested too deep", json.dumps(self.sent(cycle=cycle)))

    def test_data_is_read_at_once(self):
        data = {"list": [1]}
        self.client.track("a.b", data)
        data["list"].append(2)
        self.client.flush()
        self.assertEqual(self.api.events[0]["data"], {"list": [1]})

    def test_nothing_that_is_tracked_raises(self):
        class Hostile:
            def __str__(self):
                raise RuntimeError("no text")

        deep = {}
        for _ in range(100_000):
            deep = {"a": deep}
        for data in ({"a": Hostile()}, 7, "text", {Hostile(): 1}):
            with self.subTest(type(data)):
                self.client.track("a.b", data)
        self.client.track("a.b", deep)
        self.client.track(None)
        self.assertEqual(self.client.dropped(), {"invalid": 4})

    def test_an_event_that_the_api_would_refuse_for_its_size_is_not_sent(self):
        self.client.track("a.b", text="x" * 300_000)
        self.assertEqual(self.client.dropped(), {"tooLarge": 1})

    def test_an_event_without_an_agent_is_dropped_with_a_warning(self):
        client = fakes.client(self.api, self.clock, url="https://h/in/k")
        with self.assertLogs("tocsin", "WARNING") as logged:
            client.track("a.b")
            client.track("a.b")
        self.assertEqual(len(logged.output), 1)
        self.assertEqual(client.dropped(), {"noAgent": 2})
        client.track("a.b", agent="other")
        client.flush()
        self.assertEqual({event["source"] for event in self.api.events}, {"other"})


class BeforeSend(unittest.TestCase):
    def client(self, before_send):
        self.api = fakes.FakeTocsin()
        return fakes.client(self.api, fakes.Clock(), before_send=before_send)

    def test_it_may_change_an_event(self):
        client = self.client(lambda event: {**event, "data": {"hidden": True}})
        client.track("a.b", secret="x")
        client.flush()
        self.assertEqual(self.api.events[0]["data"], {"hidden": True})

    def test_it_may_leave_an_event_out(self):
        client = self.client(lambda event: None)
        client.track("a.b")
        client.flush()
        self.assertEqual(self.api.requests, [])
        self.assertEqual(client.dropped(), {})

    def test_if_it_fails_the_event_is_not_sent_as_it_may_hold_what_must_not_be(self):
        client = self.client(lambda event: 1 / 0)
        client.track("a.b", secret="x")
        client.flush()
        self.assertEqual(self.api.requests, [])
        self.assertEqual(client.dropped(), {"invalid": 1})


class Runs(unittest.TestCase):
    def setUp(self):
        self.api = fakes.FakeTocsin()
        self.clock = fakes.Clock()
        self.client = fakes.client(self.api, self.clock, when_paused="raise")

    def sent(self):
        self.client.flush()
        return [(event["type"], event.get("subject"), event["data"]) for event in self.api.events]

    def test_a_run_reports_its_beginning_and_its_end_and_what_is_tracked_inside_is_part_of_it(self):
        with self.client.run("run_1", deadline_seconds=1.5, task="a") as run:
            self.client.track("a.b")
            run.data["score"] = 1
        self.client.track("outside")
        self.assertEqual(
            self.sent(),
            [
                ("agent.run.started", "run_1", {"task": "a", "deadlineMs": 1500}),
                ("a.b", "run_1", {}),
                ("agent.run.completed", "run_1", {"durationMs": 0, "score": 1}),
                ("outside", None, {}),
            ],
        )

    def test_a_run_that_raises_has_failed_and_the_exception_goes_on(self):
        with self.assertRaises(TimeoutError), self.client.run("run_1"):
            raise TimeoutError("too late")
        error = {"type": "TimeoutError", "message": "too late"}
        self.assertEqual(self.sent()[1], ("agent.run.failed", "run_1", {"durationMs": 0, "error": error}))

    def test_a_run_that_a_pause_ends_has_not_failed(self):
        self.api.directive = fakes.directive("paused", holds=[fakes.pause()])
        with self.assertRaises(tocsin.AgentPaused), self.client.run("run_1"):
            self.client.checkpoint()
        self.assertEqual(self.sent()[1], ("agent.run.completed", "run_1", {"durationMs": 0, "paused": True}))

    def test_runs_inside_each_other_keep_their_own_events(self):
        with self.client.run("outer"):
            with self.client.run("inner", agent="helper"):
                self.client.track("a.b")
            self.client.track("a.b")
        self.client.flush()
        found = [(event["subject"], event["source"]) for event in self.api.events if event["type"] == "a.b"]
        self.assertEqual(found, [("inner", "helper"), ("outer", "support-bot")])

    def test_a_step_is_a_checkpoint_and_reports_how_it_went(self):
        with self.client.run("run_1"):
            with self.client.step("search", query="x"):
                self.clock.seconds += 0.25
            with self.assertRaises(KeyError), self.client.step("read"):
                raise KeyError("a")
        data = {"step": "search", "durationMs": 250, "query": "x"}
        self.assertIn(("agent.step.completed", "run_1", data), self.sent())
        error = {"type": "KeyError", "message": "'a'"}
        self.assertIn(("agent.step.failed", "run_1", {"step": "read", "durationMs": 0, "error": error}), self.sent())

    def test_a_step_does_not_begin_while_the_agent_is_paused(self):
        self.api.directive = fakes.directive("paused", holds=[fakes.pause()])
        ran = []
        with self.assertRaisesRegex(tocsin.AgentPaused, "support-bot is paused: five failures"):
            with self.client.step("search"):
                ran.append(1)
        self.assertEqual(ran, [])
        self.assertEqual(self.sent(), [])


class AsyncRuns(unittest.IsolatedAsyncioTestCase):
    async def test_runs_and_steps_work_in_coroutines(self):
        api = fakes.FakeTocsin()
        client = fakes.client(api, fakes.Clock())
        async with client.run("run_1"), client.step("a"):
            client.track("a.b")
        client.flush()
        self.assertEqual(
            [event["type"] for event in api.events],
            ["agent.run.started", "a.b", "agent.step.completed", "agent.run.completed"],
        )
