import os
import unittest
from unittest import mock

import fakes
import tocsin
from tocsin._settings import Connection, read_connection


class TocsinUrl(unittest.TestCase):
    def test_it_holds_the_api_the_key_and_the_agent(self):
        for url, expected in (
            ("https://api.example.com/in/tcn_in_k/support-bot", ("https://api.example.com", "support-bot")),
            ("https://api.example.com/in/tcn_in_k", ("https://api.example.com", None)),
            ("https://api.example.com/in/tcn_in_k/", ("https://api.example.com", None)),
            ("https://api.example.com/prod/in/tcn_in_k/a%2Fb%20c?x#y", ("https://api.example.com/prod", "a/b c")),
            (" http://127.0.0.1:4747/in/tcn_in_k/a/v1/traces ", ("http://127.0.0.1:4747", "a")),
        ):
            with self.subTest(url):
                self.assertEqual(read_connection(url), Connection(expected[0], "tcn_in_k", expected[1]))

    def test_arguments_win_over_it(self):
        read = read_connection("https://h/in/tcn_in_k/a", key="other", agent="b")
        self.assertEqual(read, Connection("https://h", "other", "b"))

    def test_a_key_of_its_own_is_used_if_it_holds_none(self):
        self.assertEqual(read_connection("https://h", other_key="k"), Connection("https://h", "k", None))
        self.assertEqual(read_connection("https://h/in/j", other_key="k"), Connection("https://h", "j", None))

    def test_what_is_none_is_refused_with_the_form_that_it_must_have(self):
        for url in ("", "nonsense", "ftp://h/in/k", "https:///in/k", "https://h", "https://h/in/", "https://h/in/a%0Ab",
                    "https://user:key@h/in/k"):
            with self.subTest(url), self.assertRaisesRegex(ValueError, "https://HOST/in/KEY/AGENT"):
                read_connection(url)


class NoSettings(unittest.TestCase):
    def assert_does_nothing(self, client):
        api = mock.Mock()
        self.assertFalse(client.is_enabled)
        client.track("a.b")
        with client.run() as run, run.step("a"):
            pass
        self.assertFalse(client.checkpoint().known)
        self.assertEqual(client.model("gpt-5"), "gpt-5")
        self.assertTrue(client.flush())
        self.assertTrue(client.close())
        api.assert_not_called()

    def test_without_the_variable_nothing_happens(self):
        with mock.patch.dict(os.environ):
            os.environ.pop("TOCSIN_URL", None)
            os.environ.pop("TOCSIN_DISABLED", None)
            self.assert_does_nothing(tocsin.Tocsin())

    def test_a_variable_that_is_none_is_logged_and_breaks_nothing(self):
        with self.assertLogs("tocsin", "WARNING") as logged:
            self.assert_does_nothing(tocsin.Tocsin("https://h"))
        self.assertIn("https://HOST/in/KEY/AGENT", logged.output[0])

    def test_tocsin_disabled_switches_it_off(self):
        with mock.patch.dict(os.environ, {"TOCSIN_DISABLED": "1"}):
            self.assert_does_nothing(tocsin.Tocsin(fakes.URL))
        with mock.patch.dict(os.environ, {"TOCSIN_DISABLED": "0"}):
            self.assertTrue(tocsin.Tocsin(fakes.URL).is_enabled)

    def test_the_functions_of_the_module_use_the_variable(self):
        with mock.patch.dict(os.environ, {"TOCSIN_URL": fakes.URL}), mock.patch.object(tocsin, "_default", None):
            self.assertEqual(tocsin.client().agent, "support-bot")
            self.assertIs(tocsin.client(), tocsin.client())
