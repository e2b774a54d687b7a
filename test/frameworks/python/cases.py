"""What every adapter has to do, with the real framework and the fake model. A framework's test case adds `go`."""

import asyncio
import unittest

import tocsin
from surroundings import AGENT, SECRET, FakeModel, FakeTocsin, causes, client, failure, text, tool_call

USAGE = {"inputTokens": 120, "outputTokens": 30, "cachedInputTokens": 100}


class Case(unittest.IsolatedAsyncioTestCase):
    """Used as `cases.Case`, so that no module has it as a test case of its own."""

    # The model that agents of this framework use, and the one that they are switched to.
    MODEL, OTHER, TOOL = "gpt-5", "gpt-5-mini", "search"
    usage = {**USAGE, "reasoningTokens": 12}
    # The names of events that a run with one tool call makes.
    reported = ["llm.request.completed", "tool.call.completed", "llm.request.completed"]

    @classmethod
    def setUpClass(cls):
        cls.model = FakeModel()

    @classmethod
    def tearDownClass(cls):
        cls.model.stop()

    def setUp(self):
        self.tocsin = FakeTocsin()
        self.addCleanup(self.tocsin.stop)
        # Called by the tool of the agent.
        self.in_tool = lambda: None

    def search(self, query):
        self.in_tool()
        return "nothing found"

    def client(self, **options):
        made = client(self.tocsin.url, **options)
        self.addCleanup(made.close)
        return made

    async def go(self, guarded_by):
        """Runs an agent with the tool `search` and answers its last words. Without a client, unguarded."""
        raise NotImplementedError

    async def flushed(self, used):
        await asyncio.get_running_loop().run_in_executor(None, used.flush, 5.0)

    async def test_model_requests_and_tool_calls_are_reported_without_what_they_say(self):
        used = self.client()
        self.model.play(tool_call(self.TOOL), text())
        async with used.run("run_1"):
            self.assertEqual(await self.go(used), "done")
        await self.flushed(used)
        inside = [event for event in self.tocsin.events if not event["type"].startswith("agent.run.")]
        self.assertEqual([event["type"] for event in inside], self.reported)
        self.assertEqual({(event["source"], event["subject"]) for event in inside}, {(AGENT, "run_1")})
        for event in self.tocsin.of_type("llm."):
            data = event["data"]
            self.assertEqual(data["model"], self.MODEL)
            self.assertLessEqual(self.usage.items(), data.items())
            self.assertGreaterEqual(data["durationMs"], 0)
        for event in self.tocsin.of_type("tool."):
            self.assertEqual(event["data"]["tool"], self.TOOL)
            self.assertRegex(event["data"]["argumentsHash"], "^[0-9a-f]{64}$")
        self.assertNotIn(SECRET.encode(), b"".join(self.tocsin.bodies))
        self.assertNotIn(b"nothing found", b"".join(self.tocsin.bodies))

    async def test_a_paused_agent_makes_no_model_request(self):
        self.tocsin.pause()
        self.model.play()
        await self.assert_stops(self.client(when_paused="raise"))
        self.assertEqual(self.model.requests, [])

    async def test_a_pause_during_a_tool_call_stops_the_next_model_request(self):
        self.in_tool = self.tocsin.pause
        self.model.play(tool_call(self.TOOL), text())
        await self.assert_stops(self.client(when_paused="raise"))
        self.assertEqual(len(self.model.requests), 1)

    async def assert_stops(self, used):
        with self.assertRaises(Exception) as raised:
            await self.go(used)
        self.assertTrue(any(isinstance(one, tocsin.AgentPaused) for one in causes(raised.exception)), raised.exception)

    async def test_a_waiting_agent_goes_on_when_it_is_resumed(self):
        self.tocsin.pause()
        self.model.play(tool_call(self.TOOL), text())
        running = asyncio.ensure_future(self.go(self.client()))
        await self.until(lambda: self.tocsin.asked >= 3)
        self.assertFalse(running.done())
        self.assertEqual(self.model.requests, [])
        self.tocsin.resume()
        self.assertEqual(await asyncio.wait_for(running, 60), "done")
        self.assertEqual(len(self.model.requests), 2)

    async def until(self, condition):
        for _ in range(3_000):
            if condition():
                return
            await asyncio.sleep(0.01)
        self.fail("it does not happen")

    async def test_a_switched_agent_asks_the_other_model_and_later_the_usual_one(self):
        used = self.client()
        self.tocsin.switch(**{self.MODEL: self.OTHER})
        self.model.play(tool_call(self.TOOL), text())
        self.assertEqual(await self.go(used), "done")
        self.assertEqual(self.model.models, [self.OTHER, self.OTHER])
        await self.flushed(used)
        reported = [event["data"]["model"] for event in self.tocsin.of_type("llm.")]
        self.assertEqual(set(reported), {self.OTHER})
        self.tocsin.switch()
        self.model.play(text())
        self.assertEqual(await self.go(used), "done")
        self.assertEqual(self.model.models, [self.MODEL])

    async def test_a_model_request_that_fails_is_reported_and_raises_as_without_us(self):
        self.model.play(*[failure()] * 5)
        plain = await self.outcome(None)
        used = self.client()
        self.model.play(*[failure()] * 5)
        self.assertEqual(await self.outcome(used), plain)
        await self.flushed(used)
        failed = self.tocsin.of_type("llm.request.failed")
        self.assertGreaterEqual(len(failed), 1)
        self.assertEqual(failed[0]["data"]["model"], self.MODEL)
        self.assertTrue(failed[0]["data"]["error"]["type"])

    async def outcome(self, used):
        try:
            return await self.go(used)
        except Exception as error:
            return type(error)

    async def test_whatever_tocsin_does_the_agent_does_the_same(self):
        for mode in ("hanging", "500", "garbage", "dead"):
            with self.subTest(mode):
                self.tocsin.mode = mode
                if mode == "dead":
                    self.tocsin.stop()
                self.model.play(tool_call(self.TOOL), text())
                self.assertEqual(await self.go(self.client(ask_seconds=0.5)), "done")
                self.assertEqual(self.model.models, [self.MODEL] * 2)
