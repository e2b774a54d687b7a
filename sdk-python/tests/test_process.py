"""Real processes, threads and forks against a server on loopback."""

import os
import pathlib
import subprocess
import sys
import threading
import time
import unittest

import tocsin
from server import Server, answer

SOURCES = str(pathlib.Path(tocsin.__file__).parent.parent)
HAS_FORK = hasattr(os, "fork")


def program(source, url, **environment):
    """Runs a Python program that has `tocsin`; answers it with its result and how long it took."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONPATH": SOURCES, "TOCSIN_URL": url, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done, time.monotonic() - began


def numbers(events):
    return sorted(event["data"]["n"] for event in events)


class Exit(unittest.TestCase):
    def assert_arrives(self, source, count, status=0):
        with Server() as server:
            done, _ = program(source, server.tocsin_url)
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertEqual(numbers(server.events), list(range(count)))
            return done

    def test_a_program_that_ends_at_once_loses_nothing(self):
        self.assert_arrives("import tocsin\nfor n in range(250): tocsin.track('a.b', n=n)", 250)

    def test_a_program_that_ends_by_an_exception_loses_nothing(self):
        done = self.assert_arrives("import tocsin\ntocsin.track('a.b', n=0)\nraise KeyError('mine')", 1, status=1)
        self.assertIn("KeyError: 'mine'", done.stderr)

    def test_events_of_threads_and_of_exit_handlers_arrive(self):
        self.assert_arrives(
            "import atexit, threading, tocsin\n"
            "tocsin.client()\n"
            "atexit.register(lambda: tocsin.track('a.b', n=1))\n"
            "threading.Thread(target=lambda: tocsin.track('a.b', n=0)).start()",
            2,
        )

    def assert_ends(self, url, seconds):
        done, took = program("import tocsin\ntocsin.track('a.b')\ntocsin.checkpoint()\nprint('mine')", url)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "mine\n", ""))
        self.assertLess(took, seconds)

    def test_a_program_ends_in_time_and_says_nothing_whatever_tocsin_does(self):
        with Server() as server:
            gone = server.tocsin_url
        self.assert_ends(gone, 5)
        with Server(lambda handler: server.over.wait(20)) as server:
            self.assert_ends(server.tocsin_url, 6)
        for status, body in ((500, b""), (200, b"<html>"), (202, b"\xff"), (401, b"{}"), (429, b"")):
            with self.subTest(status), Server(lambda handler: answer(handler, status, body)) as server:
                self.assert_ends(server.tocsin_url, 5)


class Thread(unittest.TestCase):
    def test_events_are_sent_without_being_asked_for(self):
        with Server() as server:
            client = tocsin.Tocsin(server.tocsin_url)
            client.track("a.b", n=0)
            self.assertEqual(numbers(server.wait_for(1)), [0])
            client.close()

    def test_events_of_many_threads_arrive_once_each(self):
        with Server() as server:
            client = tocsin.Tocsin(server.tocsin_url)

            def work(first):
                for number in range(first, first + 50):
                    client.track("a.b", n=number)

            threads = [threading.Thread(target=work, args=(50 * index,)) for index in range(10)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertTrue(client.close(timeout=10))
            self.assertEqual(numbers(server.events), list(range(500)))

    def test_a_paused_client_and_a_closed_one_have_no_threads_left(self):
        with Server() as server:
            client = tocsin.Tocsin(server.tocsin_url)
            client.track("a.b", n=0)
            client.checkpoint()
            client.close()
            deadline = time.monotonic() + 5
            while time.monotonic() < deadline and any(t.name.startswith("tocsin") for t in threading.enumerate()):
                time.sleep(0.01)
            self.assertEqual([t.name for t in threading.enumerate() if t.name.startswith("tocsin")], [])


@unittest.skipUnless(HAS_FORK, "this system does not fork")
class Fork(unittest.TestCase):
    def assert_each_arrives_once(self, source, expected):
        with Server() as server:
            done, _ = program("import os, sys, threading, tocsin\n" + source, server.tocsin_url)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(numbers(server.events), expected)

    def test_parent_and_child_each_send_their_own(self):
        self.assert_each_arrives_once(
            "for n in range(10): tocsin.track('a.b', n=n)\n"
            "child = os.fork()\n"
            "for n in range(10): tocsin.track('a.b', n=(100 if child == 0 else 200) + n)\n"
            "if child: os.waitpid(child, 0)\n",
            [*range(10), *range(100, 110), *range(200, 210)],
        )

    def test_a_child_that_leaves_without_exit_handlers_can_close(self):
        self.assert_each_arrives_once(
            "tocsin.track('a.b', n=0)\n"
            "child = os.fork()\n"
            "if child == 0:\n"
            "    tocsin.track('a.b', n=1)\n"
            "    tocsin.close()\n"
            "    os._exit(0)\n"
            "os.waitpid(child, 0)\n",
            [0, 1],
        )

    def test_forks_in_the_midst_of_other_threads_work_do_not_hang(self):
        self.assert_each_arrives_once(
            "stop = threading.Event()\n"
            "def work():\n"
            "    while not stop.is_set(): tocsin.client().dropped(); tocsin.checkpoint()\n"
            "threads = [threading.Thread(target=work) for _ in range(4)]\n"
            "for thread in threads: thread.start()\n"
            "for n in range(20):\n"
            "    child = os.fork()\n"
            "    if child == 0:\n"
            "        tocsin.track('a.b', n=n)\n"
            "        tocsin.close()\n"
            "        os._exit(0)\n"
            "    os.waitpid(child, 0)\n"
            "stop.set()\n",
            list(range(20)),
        )

    def test_requests_import_nothing_as_a_fork_in_the_midst_of_it_would_leave_the_child_without_the_lock(self):
        with Server() as server:
            done, _ = program(
                "import sys, tocsin\n"
                "before = set(sys.modules)\n"
                "tocsin.track('a.b', n=0)\n"
                "tocsin.checkpoint()\n"
                "assert tocsin.flush()\n"
                "print(sorted(set(sys.modules) - before))",
                server.tocsin_url,
            )
        self.assertEqual((done.stdout, done.stderr), ("[]\n", ""))

    def test_children_of_multiprocessing_send_before_they_end(self):
        for method in ("fork", "spawn", "forkserver"):
            with self.subTest(method), Server() as server:
                path = pathlib.Path(self.enterContext_directory()) / "main.py"
                path.write_text(
                    "import multiprocessing, tocsin\n"
                    "def work(n): tocsin.track('a.b', n=n)\n"
                    "if __name__ == '__main__':\n"
                    f"    context = multiprocessing.get_context({method!r})\n"
                    "    tocsin.track('a.b', n=0)\n"
                    "    children = [context.Process(target=work, args=(n,)) for n in (1, 2)]\n"
                    "    for child in children: child.start()\n"
                    "    for child in children: child.join()\n"
                )
                done, _ = program(f"import runpy; runpy.run_path({str(path)!r}, run_name='__main__')", server.tocsin_url)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(numbers(server.events), [0, 1, 2])

    def enterContext_directory(self):
        import tempfile

        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        return directory.name


class Signal(unittest.TestCase):
    def test_an_interrupt_ends_a_paused_program(self):
        def paused(handler):
            answer(handler, 200, {"agent": "support-bot", "state": "paused", "version": 1, "holds": []})

        with Server(paused) as server:
            child = subprocess.Popen(
                [sys.executable, "-c", "import tocsin\nprint('asks', flush=True)\ntocsin.checkpoint()"],
                env={**os.environ, "PYTHONPATH": SOURCES, "TOCSIN_URL": server.tocsin_url},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            child.stdout.readline()
            while not server.requests:
                time.sleep(0.01)
            child.send_signal(2)
            self.assertNotEqual(child.wait(timeout=10), 0)
            child.stdout.close()
