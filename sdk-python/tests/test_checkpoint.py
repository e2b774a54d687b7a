import asyncio
import json
import pickle
import threading
import time
import unittest

import fakes
import tocsin
from tocsin._transport import Answer
from tocsin._world import World

PAUSED = fakes.directive("paused", version=2, holds=[fakes.pause()])


class Checkpoint(unittest.TestCase):
    def setUp(self):
        self.api, self.clock = fakes.FakeTocsin(), fakes.Clock()
        self.client = self.new_client()

    def new_client(self, **options):
        return fakes.client(self.api, self.clock, **options)

    def resume_after(self, sleeps):
        def on_sleep():
            if len(self.clock.slept) == sleeps:
                self.api.directive = fakes.directive(version=3)

        self.clock.on_sleep = on_sleep

    def test_the_first_one_asks_and_those_after_it_answer_from_memory_for_two_seconds(self):
        for _ in range(100):
            self.assertTrue(self.client.checkpoint().known)
        self.assertEqual(len(self.api.asked), 1)
        self.clock.seconds += 2.1
        self.client.checkpoint()
        self.assertEqual(len(self.api.asked), 2)

    def test_it_asks_for_the_agent_with_the_key_in_a_header(self):
        self.client.checkpoint(agent="a/b c")
        [request] = self.api.asked
        self.assertEqual(request.url, "https://api.example.com/v1/agents/directive?agent=a%2Fb%20c")
        self.assertEqual(request.headers["authorization"], "Bearer tcn_in_key")

    def test_a_tag_saves_the_answer(self):
        self.api.tag = '"1"'
        self.client.checkpoint()
        self.clock.seconds += 2.1
        self.assertTrue(self.client.checkpoint().known)
        self.assertEqual(self.api.asked[1].headers["if-none-match"], '"1"')
        self.client.checkpoint()
        self.assertEqual(len(self.api.asked), 2)

    def test_the_answer_to_events_is_a_directive_as_well(self):
        self.api.directive = PAUSED
        self.client.track("a.b")
        self.client.flush()
        with self.assertRaises(tocsin.AgentPaused):
            self.client.checkpoint(when_paused="raise")
        self.assertEqual(self.api.asked, [])

    def test_while_paused_it_raises_with_the_reason(self):
        self.api.directive = fakes.directive("paused", holds=[fakes.pause(until="2026-02-01T00:00:00.000Z")])
        with self.assertRaises(tocsin.AgentPaused) as raised:
            self.client.checkpoint(when_paused="raise")
        self.assertEqual(str(raised.exception), "support-bot is paused: five failures")
        self.assertEqual(raised.exception.until, "2026-02-01T00:00:00.000Z")
        self.assertEqual([hold.id for hold in raised.exception.holds], ["hold_1"])
        self.assertEqual(pickle.loads(pickle.dumps(raised.exception)).reason, "five failures")

    def test_while_paused_it_waits_and_asks_ever_less_often(self):
        self.api.directive = PAUSED
        self.resume_after(7)
        self.assertFalse(self.client.checkpoint().paused)
        self.assertEqual(self.clock.slept, [2.0, 3.0, 4.5, 6.75, 10.0, 10.0, 10.0])

    def test_a_waiting_agent_reports_that_it_is_alive(self):
        self.api.directive = PAUSED
        self.resume_after(6)
        self.client.checkpoint()
        self.client.flush()
        self.assertEqual([event["type"] for event in self.api.events], ["agent.heartbeat"])

    def test_a_wait_may_be_bounded(self):
        self.api.directive = PAUSED
        with self.assertRaises(tocsin.AgentPaused):
            self.client.checkpoint(max_wait_seconds=4)
        self.assertEqual(self.clock.slept, [2.0, 2.0])

    def test_without_tocsin_the_agent_goes_on(self):
        garbage = (Answer(200, b"<html>"), Answer(200, b"[]"), Answer(200, b'{"state":"off"}'), Answer(304))
        other = Answer(200, json.dumps(fakes.directive("paused", agent="other")).encode())
        for fault in (ConnectionRefusedError(), TimeoutError(), ValueError(), 500, 403, 404, 503, other, *garbage):
            with self.subTest(fault):
                self.setUp()
                self.api.script = [fault] * 9
                for _ in range(9):
                    self.assertFalse(self.client.checkpoint().paused)
                    self.clock.seconds += 2.1
                self.assertEqual(len(self.api.asked), 5)

    def test_without_tocsin_the_agent_may_be_set_to_pause(self):
        self.api.script = [ConnectionRefusedError()]
        client = self.new_client(on_unreachable="pause", when_paused="raise")
        with self.assertRaises(tocsin.AgentPaused):
            client.checkpoint()

    def test_a_pause_that_nobody_confirms_any_more_ends_after_five_minutes(self):
        self.api.directive = PAUSED
        self.client.directive()
        self.api.on_request = lambda _: 1 / 0 if self.clock.slept else None
        began = self.clock.seconds
        self.assertFalse(self.client.checkpoint().paused)
        self.assertAlmostEqual(self.clock.seconds - began, 300, delta=10)

    def test_a_pause_ends_when_it_said_that_it_would_though_nobody_answers(self):
        self.api.directive = fakes.directive("paused", holds=[fakes.pause(until="2026-01-31T12:00:20.000Z")])
        self.api.on_request = lambda _: 1 / 0 if self.clock.slept else None
        began = self.clock.seconds
        self.client.checkpoint()
        self.assertAlmostEqual(self.clock.seconds - began, 20, delta=10)

    def test_a_review_that_nobody_has_decided_goes_on_pausing(self):
        hold = fakes.pause(kind="review", until="2020-01-01T00:00:00.000Z")
        self.api.directive = fakes.directive("paused", holds=[hold])
        with self.assertRaises(tocsin.AgentPaused):
            self.client.checkpoint(when_paused="raise")

    def test_an_older_answer_that_comes_later_changes_nothing(self):
        directives = self.client._parts_now().directives
        read = tocsin._directive.read_directive
        directives.learn([read(PAUSED)], began=10.0)
        directives.learn([read(fakes.directive(version=1))], began=9.0)
        self.assertTrue(self.client.directive().paused)
        directives.learn([read(fakes.directive(version=0))], began=self.clock.seconds + 1)
        self.assertFalse(self.client.directive().paused)

    def test_the_directives_of_many_agents_take_bounded_memory(self):
        for number in range(250):
            self.api.directive = fakes.directive(agent=f"a{number}")
            self.client.checkpoint(agent=f"a{number}")
        self.assertEqual(len(self.client._parts_now().directives._known), 100)


class Model(unittest.TestCase):
    def client(self, *switches):
        api = fakes.FakeTocsin()
        api.directive = fakes.directive(switches=switches)
        client = fakes.client(api, fakes.Clock())
        client.checkpoint()
        return client

    def test_it_is_the_switched_name_and_else_the_same(self):
        client = self.client(("gpt-5", "gpt-5-mini"), ("claude", "haiku"))
        self.assertEqual(client.model("gpt-5"), "gpt-5-mini")
        self.assertEqual(client.model("claude"), "haiku")
        self.assertEqual(client.model("gpt-5-mini"), "gpt-5-mini")

    def test_the_prefix_of_a_gateway_stays(self):
        client = self.client(("gpt-5", "gpt-5-mini"), ("a", "azure/b"))
        self.assertEqual(client.model("openai/gpt-5"), "openai/gpt-5-mini")
        self.assertEqual(client.model("openai:gpt-5"), "openai:gpt-5-mini")
        self.assertEqual(client.model("openai/a"), "azure/b")

    def test_it_never_asks_and_never_raises(self):
        api = fakes.FakeTocsin()
        client = fakes.client(api, fakes.Clock())
        self.assertEqual(client.model("gpt-5"), "gpt-5")
        self.assertIsNone(client.model(None))
        self.assertEqual(api.requests, [])


class Waiting(unittest.IsolatedAsyncioTestCase):
    async def test_coroutines_wait_and_raise_alike(self):
        api, clock = fakes.FakeTocsin(), fakes.Clock()
        client = fakes.client(api, clock)
        api.directive = PAUSED
        with self.assertRaises(tocsin.AgentPaused):
            await client.acheckpoint(when_paused="raise")
        clock.on_sleep = lambda: setattr(api, "directive", fakes.directive(version=3))
        clock.seconds += 3
        self.assertFalse((await client.acheckpoint()).paused)

    async def test_a_loop_goes_on_while_tocsin_hangs_and_only_the_first_call_waits(self):
        over = threading.Event()

        def hang(_request):
            over.wait(30)
            raise TimeoutError

        client = tocsin.Tocsin(fakes.URL, world=World(transport=hang))
        ticks = 0

        async def tick():
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.01)

        ticking = asyncio.create_task(tick())
        took = []
        for _ in range(5):
            began = time.monotonic()
            self.assertFalse((await client.acheckpoint()).paused)
            took.append(time.monotonic() - began)
        ticking.cancel()
        over.set()
        client.close()
        self.assertGreater(ticks, 10)
        self.assertGreater(took[0], 0.4)
        self.assertLess(max(took[1:]), 0.2)

    async def test_a_cancelled_task_ends_its_wait(self):
        over = threading.Event()
        client = tocsin.Tocsin(fakes.URL, world=World(transport=lambda _: over.wait(30) and 1 / 0))
        task = asyncio.create_task(client.acheckpoint())
        await asyncio.sleep(0)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        over.set()
        client.close()


class Threads(unittest.TestCase):
    def test_many_callers_share_one_question(self):
        api = fakes.FakeTocsin()
        go = threading.Event()
        api.on_request = lambda _: go.wait(30)
        client = tocsin.Tocsin(fakes.URL, world=World(transport=api))
        found = []
        threads = [threading.Thread(target=lambda: found.append(client.checkpoint().known)) for _ in range(20)]
        for thread in threads:
            thread.start()
        go.set()
        for thread in threads:
            thread.join()
        client.close()
        self.assertEqual((len(api.asked), found), (1, [True] * 20))
