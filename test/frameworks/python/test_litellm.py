import asyncio
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import litellm
import openai

import tocsin.litellm
import cases
from surroundings import AGENT, ROOT, SECRET, FakeModel, FakeTocsin, client, failure, text

MESSAGES = [{"role": "user", "content": SECRET}]


class Library(unittest.TestCase):
    """LiteLLM keeps the callbacks that it has once been given, and a loop: all tests share them."""

    @classmethod
    def setUpClass(cls):
        cls.model, cls.tocsin, cls.loop = FakeModel(), FakeTocsin(), asyncio.new_event_loop()
        cls.used = client(cls.tocsin.url)
        litellm.callbacks = [tocsin.litellm.TocsinLogger(cls.used)]
        litellm.suppress_debug_info = True

    @classmethod
    def tearDownClass(cls):
        litellm.callbacks = []
        cls.used.close()
        cls.loop.close()
        cls.tocsin.stop()
        cls.model.stop()

    def setUp(self):
        self.tocsin.events.clear()

    def arguments(self, **more):
        api = {"api_base": f"{self.model.url}/v1", "api_key": "fake", "num_retries": 0}
        return {"model": "openai/gpt-5", "messages": MESSAGES, **api, **more}

    async def event(self):
        """LiteLLM reports a moment after it has answered."""
        for _ in range(1_000):
            self.used.flush()
            if self.tocsin.events:
                break
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        self.used.flush()
        [event] = self.tocsin.events
        return event

    def assert_reported(self, event):
        data = event["data"]
        self.assertEqual((event["type"], event["source"]), ("llm.request.completed", AGENT))
        expected = {**cases.USAGE, "reasoningTokens": 12, "model": "gpt-5", "provider": "openai"}
        self.assertLessEqual(expected.items(), data.items())
        # 20 new and 100 cached tokens in, 30 out, by LiteLLM's own prices.
        self.assertEqual(data["costMicroUsd"], 338)

    def test_a_request_is_reported_with_what_it_used_and_cost(self):
        async def story():
            self.model.play(text())
            await litellm.acompletion(**self.arguments())
            self.assert_reported(await self.event())

        self.loop.run_until_complete(story())
        self.assertNotIn(SECRET.encode(), b"".join(self.tocsin.bodies))

    def test_a_stream_is_reported_once(self):
        async def story():
            self.model.play(text())
            options = {"stream": True, "stream_options": {"include_usage": True}}
            async for _ in await litellm.acompletion(**self.arguments(**options)):
                pass
            self.assert_reported(await self.event())

        self.loop.run_until_complete(story())

    def test_a_request_without_coroutines_is_reported(self):
        self.model.play(text())
        litellm.completion(**self.arguments())
        self.assert_reported(self.loop.run_until_complete(self.event()))

    def test_a_request_that_fails_is_reported_and_raises_as_without_us(self):
        async def story():
            self.model.play(failure())
            with self.assertRaises(litellm.BadRequestError):
                await litellm.acompletion(**self.arguments())
            return await self.event()

        event = self.loop.run_until_complete(story())
        self.assertEqual((event["type"], event["data"]["model"]), ("llm.request.failed", "gpt-5"))
        self.assertEqual((event["data"]["error"]["type"], event["data"]["error"]["code"]), ("BadRequestError", "400"))

    def test_a_request_may_name_its_agent(self):
        async def story():
            self.model.play(text())
            await litellm.acompletion(**self.arguments(metadata={"agent": "other"}))
            return await self.event()

        self.assertEqual(self.loop.run_until_complete(story())["source"], "other")

    def test_whatever_tocsin_does_requests_are_answered(self):
        for mode in ("500", "garbage", "hanging"):
            with self.subTest(mode):
                self.tocsin.mode = mode
                self.model.play(text())
                answer = self.loop.run_until_complete(litellm.acompletion(**self.arguments()))
                self.assertEqual(answer.choices[0].message.content, "done")
        self.tocsin.mode = "well"


MASTER_KEY = "sk-" + "0123456789abcdef" * 4
CONFIG = """
model_list:
  - {{model_name: gpt-5, litellm_params: {{model: openai/gpt-5, api_base: "{url}/v1", api_key: fake}}}}
  - {{model_name: gpt-5-mini, litellm_params: {{model: openai/gpt-5-mini, api_base: "{url}/v1", api_key: fake}}}}
litellm_settings: {{callbacks: ["tocsin.litellm.proxy_handler"], num_retries: 0}}
"""


class Proxy(unittest.TestCase):
    """As a gateway, with the handler that the documents name: it reports, refuses and switches."""

    @classmethod
    def setUpClass(cls):
        cls.model, cls.tocsin = FakeModel(), FakeTocsin()
        cls.folder = tempfile.TemporaryDirectory()
        config = pathlib.Path(cls.folder.name) / "config.yaml"
        config.write_text(CONFIG.format(url=cls.model.url))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        cls.proxy = subprocess.Popen(
            [sys.executable, "-c", "from litellm import run_server; run_server()"]
            + ["--config", str(config), "--host", "127.0.0.1", "--port", str(port)],
            env={
                **os.environ,
                "TOCSIN_URL": cls.tocsin.url,
                "PYTHONPATH": str(ROOT / "sdk-python" / "src"),
                "LITELLM_MASTER_KEY": MASTER_KEY,
            },
            cwd=cls.folder.name,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        cls.api = openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key=MASTER_KEY, max_retries=0)
        cls.addClassCleanup(cls.end)
        cls.until(cls.is_up, 180)

    @classmethod
    def end(cls):
        cls.proxy.terminate()
        cls.proxy.wait()
        cls.tocsin.stop()
        cls.model.stop()
        cls.folder.cleanup()

    @classmethod
    def is_up(cls):
        try:
            cls.api.models.list()
            return True
        except openai.APIError:
            assert cls.proxy.poll() is None, "the proxy has ended"
            return False

    @staticmethod
    def until(condition, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.1)
        raise TimeoutError("it does not happen")

    def ask(self, **more):
        answer = self.api.chat.completions.create(model="gpt-5", messages=MESSAGES, **more)
        return answer.choices[0].message.content

    def outcome(self):
        try:
            return self.ask()
        except openai.APIStatusError as error:
            return error.status_code

    def tearDown(self):
        # What the proxy knows of the agent is two seconds old at most.
        self.tocsin.mode = "well"
        self.tocsin.resume()
        self.tocsin.switch()
        self.model.play()
        self.until(lambda: self.outcome() == "done")

    def test_a_request_is_reported(self):
        self.tocsin.events.clear()
        self.model.play(text())
        self.assertEqual(self.ask(), "done")
        self.until(lambda: self.tocsin.of_type("llm.request.completed"))
        event = self.tocsin.of_type("llm.request.completed")[0]
        self.assertLessEqual({**cases.USAGE, "model": "gpt-5"}.items(), event["data"].items())
        self.assertNotIn(SECRET.encode(), b"".join(self.tocsin.bodies))

    def test_requests_of_a_paused_agent_are_refused_with_the_reason_and_no_model_is_asked(self):
        self.tocsin.pause()
        self.until(lambda: self.outcome() == 409)
        self.model.play()
        with self.assertRaises(openai.APIStatusError) as raised:
            self.ask()
        self.assertIn("support-bot is paused: a test", str(raised.exception))
        self.assertEqual(self.model.requests, [])

    def test_requests_of_a_switched_agent_go_to_the_other_model(self):
        def switched():
            self.model.play()
            return self.ask() == "done" and self.model.models == ["gpt-5-mini"]

        self.tocsin.switch(**{"gpt-5": "gpt-5-mini"})
        self.until(switched)

    def test_whatever_tocsin_does_requests_are_answered(self):
        for mode in ("500", "garbage", "hanging"):
            with self.subTest(mode):
                self.tocsin.mode = mode
                self.model.play()
                self.assertEqual([self.ask() for _ in range(3)], ["done"] * 3)
