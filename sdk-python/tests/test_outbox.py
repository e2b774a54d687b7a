import json
import tracemalloc
import unittest

import fakes
from tocsin._transport import Answer


class Sending(unittest.TestCase):
    def setUp(self):
        self.api, self.clock = fakes.FakeTocsin(), fakes.Clock()
        self.client = fakes.client(self.api, self.clock)
        self.sender = self.client._parts_now().sender

    def track(self, count, type="a.b"):
        for number in range(count):
            self.client.track(type, n=number)

    def keys(self):
        return [request.headers["idempotency-key"] for request in self.api.posts]

    def numbers(self):
        return [event["data"].get("n") for event in self.api.events]

    def test_events_arrive_in_their_order_a_hundred_to_a_request(self):
        self.track(250)
        self.assertTrue(self.client.flush())
        self.assertEqual([len(json.loads(request.body)) for request in self.api.posts], [100, 100, 50])
        self.assertEqual(self.numbers(), list(range(250)))

    def test_a_request_holds_at_most_512_kib(self):
        for _ in range(6):
            self.client.track("a.b", text="x" * 200_000)
        self.client.flush()
        self.assertEqual([len(json.loads(request.body)) for request in self.api.posts], [2, 2, 2])

    def test_twenty_events_are_sent_at_once_and_fewer_after_a_second(self):
        outbox = self.sender._outbox
        self.assertIsNone(outbox.due_in(self.clock.seconds))
        self.track(19)
        self.assertEqual(outbox.due_in(self.clock.seconds + 0.25), 0.75)
        self.track(1)
        self.assertEqual(outbox.due_in(self.clock.seconds), 0)

    def test_what_may_pass_later_is_tried_three_times_with_the_same_key(self):
        for fault in (ConnectionRefusedError(), TimeoutError(), ValueError("garbage"), 429, 502, 503, 504):
            with self.subTest(fault):
                self.setUp()
                self.api.script = [fault, fault]
                self.track(3)
                self.assertTrue(self.client.flush())
                self.assertEqual(len(set(self.keys())), 1)
                self.assertEqual(len({request.body for request in self.api.posts}), 1)
                self.assertEqual(len(self.keys()), 3)
                self.assertEqual(self.clock.slept, [0.25, 0.5])

    def test_what_would_be_answered_the_same_once_more_is_not_tried_again(self):
        for status in (400, 401, 403, 404, 413, 500, 200, 302):
            with self.subTest(status):
                self.setUp()
                self.api.script = [status]
                with self.assertLogs("tocsin", "WARNING"):
                    self.track(3)
                    self.client.flush()
                self.assertEqual(len(self.api.posts), 1)
                self.assertEqual(self.client.dropped(), {"refused": 3})

    def test_an_answer_that_is_no_json_is_no_success(self):
        for body in (b"<html>", b"", b"[]", b"\xff", b"[" * 100_000):
            with self.subTest(body[:5]):
                self.setUp()
                self.api.script = [Answer(202, body)]
                self.track(1)
                self.client.flush()
                self.assertEqual(self.client.dropped(), {"refused": 1})

    def test_nonsense_inside_an_answer_breaks_nothing(self):
        for answer in ({"results": 7, "directives": {"a": 1}}, {"results": [None, {"status": "refused"}]}, {}):
            for extra in ([{"state": "paused"}], [{"state": "odd"}], [None], [{"agent": 1, "state": "paused"}]):
                with self.subTest(answer=answer, extra=extra):
                    self.setUp()
                    self.api.script = [Answer(202, json.dumps({"directives": extra, **answer}).encode())]
                    self.track(1)
                    self.assertTrue(self.client.flush())
                    self.assertFalse(self.client.directive().paused)

    def test_retry_after_is_kept_to_if_there_is_time(self):
        self.api.script = [Answer(429, b"", {"retry-after": "1"})]
        self.track(1)
        self.assertTrue(self.client.flush(timeout=5))
        self.assertEqual(self.clock.slept, [1.0])

    def test_events_of_an_outage_are_kept_and_sent_when_it_is_over(self):
        self.api.script = [ConnectionRefusedError()] * 3
        self.track(3)
        self.assertFalse(self.client.flush())
        self.track(2)
        self.assertTrue(self.client.flush())
        self.assertEqual([event["data"]["n"] for event in self.api.events], [0, 1, 2, 0, 1])
        self.assertEqual(self.client.dropped(), {})

    def test_after_five_failures_nobody_is_asked_for_thirty_seconds(self):
        self.api.script = [ConnectionRefusedError()] * 6
        self.track(1)
        self.sender.deliver()
        self.sender.deliver()
        self.assertEqual(len(self.api.posts), 5)
        self.assertAlmostEqual(self.sender._blocked_for(), 30.0)
        self.clock.seconds += 30.0
        self.sender.deliver()
        self.assertEqual(len(self.api.posts), 6)
        self.assertAlmostEqual(self.sender._blocked_for(), 30.0)
        self.clock.seconds += 30.0
        self.sender.deliver()
        self.assertEqual(self.sender._blocked_for(), 0.0)
        self.assertEqual(self.numbers(), [0])

    def test_the_events_of_a_207_that_may_pass_later_are_sent_again(self):
        def result(status):
            return {"status": "refused", "error": {"status": status, "detail": "d"}}

        results = [{"status": "accepted"}, result(503), result(400)]
        self.api.script = [Answer(207, json.dumps({"results": results}).encode())]
        self.track(3)
        self.assertTrue(self.client.flush())
        self.assertEqual([event["data"].get("n") for event in json.loads(self.api.posts[1].body)][0], 1)
        self.assertNotEqual(self.keys()[0], self.keys()[1])
        self.assertEqual(json.loads(self.api.posts[1].body)[1]["data"], {"count": 1, "reasons": {"refused": 1}})

    def test_an_event_that_is_refused_three_times_is_given_up(self):
        refused = {"results": [{"status": "refused", "error": {"status": 503}}]}
        self.api.script = [Answer(207, json.dumps(refused).encode())] * 9
        self.track(1)
        self.client.flush()
        self.assertEqual(len(self.api.posts), 3)
        self.assertEqual(self.client.dropped(), {"refused": 1})

    def test_a_wrong_key_is_a_warning_once(self):
        self.api.script = [Answer(403, b'{"message":"Forbidden"}')] * 2
        with self.assertLogs("tocsin", "WARNING") as logged:
            self.track(1)
            self.client.flush()
            self.track(1)
            self.client.flush()
        self.assertEqual(logged.output, ["WARNING:tocsin:Tocsin refuses events: 403 Forbidden"])


class Overflow(unittest.TestCase):
    def setUp(self):
        self.api, self.clock = fakes.FakeTocsin(), fakes.Clock()
        self.client = fakes.client(self.api, self.clock)

    def test_beyond_a_thousand_events_the_oldest_are_dropped_and_the_next_request_says_so(self):
        for number in range(1_005):
            self.client.track("a.b", n=number)
        self.client.flush()
        first = json.loads(self.api.posts[0].body)
        self.assertEqual(first[0]["data"]["n"], 5)
        self.assertEqual(first[-1]["type"], "agent.events.dropped")
        self.assertEqual(first[-1]["source"], "support-bot")
        self.assertEqual(first[-1]["data"], {"count": 5, "reasons": {"overflow": 5}})
        self.assertEqual(len(self.api.events), 1_001)
        self.assertEqual(self.client.dropped(), {})

    def test_events_of_runs_are_dropped_last(self):
        for number in range(900):
            self.client.track("agent.run.started", n=number)
        for number in range(900):
            self.client.track("a.b", n=number)
        self.client.flush()
        kinds = [event["type"] for event in self.api.events]
        self.assertEqual((kinds.count("agent.run.started"), kinds.count("a.b")), (900, 100))

    def test_runs_are_bounded_as_well(self):
        for number in range(1_500):
            self.client.track("agent.run.started", n=number)
        self.assertEqual(self.client.dropped(), {"overflow": 500})

    def test_at_most_four_mebibytes_wait(self):
        for _ in range(40):
            self.client.track("a.b", text="x" * 200_000)
        self.assertEqual(self.client.dropped(), {"overflow": 20})

    def test_a_report_that_did_not_arrive_is_made_again(self):
        for number in range(1_005):
            self.client.track("a.b", n=number)
        self.api.script = [400]
        self.client.flush()
        reports = [event["data"] for event in self.api.events if event["type"] == "agent.events.dropped"]
        self.assertEqual(reports[-1], {"count": 105, "reasons": {"overflow": 5, "refused": 100}})

    def test_a_batch_under_way_counts_and_is_not_dropped(self):
        self.api.script = [ConnectionRefusedError()] * 3
        for number in range(100):
            self.client.track("a.b", n=number)
        self.client.flush()
        for number in range(100, 1_100):
            self.client.track("a.b", n=number)
        self.client.flush(timeout=10)
        numbers = [event["data"]["n"] for event in self.api.events if event["type"] == "a.b"]
        self.assertEqual(numbers, [*range(100), *range(200, 1_100)])

    def test_a_hundred_thousand_events_with_tocsin_dead_take_no_more_memory_than_a_few_thousand(self):
        self.api.on_request = lambda _: 1 / 0
        tracemalloc.start()
        try:
            for number in range(5_000):
                self.client.track("a.b", n=number)
            before, _ = tracemalloc.get_traced_memory()
            for number in range(95_000):
                self.client.track("a.b", n=number)
            after, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        self.assertLess(after - before, 200_000)
        self.assertEqual(self.client.dropped(), {"overflow": 99_000})


class Closing(unittest.TestCase):
    def test_what_is_tracked_after_the_end_is_counted(self):
        api = fakes.FakeTocsin()
        client = fakes.client(api, fakes.Clock())
        client.track("a.b")
        self.assertTrue(client.close())
        client.track("a.b")
        self.assertEqual(len(api.events), 1)
        self.assertEqual(client.dropped(), {"closed": 1})

    def test_an_end_without_tocsin_is_bounded_and_says_that_something_was_lost(self):
        api, clock = fakes.FakeTocsin(), fakes.Clock()
        client = fakes.client(api, clock)
        began = clock.seconds
        api.on_request = lambda request: clock.sleep(request.timeout)
        api.script = [TimeoutError()] * 9
        client.track("a.b")
        self.assertFalse(client.close(timeout=2))
        self.assertLessEqual(clock.seconds - began, 2.1)
        self.assertEqual(client.dropped(), {"unsent": 1})

    def test_the_end_tries_once_more_although_the_circuit_is_open(self):
        api, clock = fakes.FakeTocsin(), fakes.Clock()
        client = fakes.client(api, clock)
        api.script = [ConnectionRefusedError()] * 6
        client.track("a.b")
        client.flush()
        client.flush()
        self.assertTrue(client.close())
        self.assertEqual(len(api.events), 1)
