import time
import unittest

from server import Server, answer
from tocsin._transport import MAX_ANSWER_BYTES, Request, send


def get(url, timeout=5.0):
    return send(Request("GET", url, {"authorization": "Bearer key"}, timeout))


class Transport(unittest.TestCase):
    def test_an_answer_has_status_body_and_headers_whatever_the_status(self):
        for status in (200, 304, 404, 500):
            with self.subTest(status), Server(lambda h: answer(h, status, b"", [("ETag", '"1"')])) as server:
                found = get(server.url)
                self.assertEqual((found.status, found.body, found.headers["etag"]), (status, b"", '"1"'))

    def test_a_redirect_is_not_followed_as_it_would_take_the_key_along(self):
        with Server() as other:
            for status in (301, 302, 303, 307, 308):
                with Server(lambda h: answer(h, status, b"", [("location", other.url)])) as server:
                    self.assertEqual(get(server.url).status, status)
            self.assertEqual(other.requests, [])

    def test_an_answer_of_more_than_a_mebibyte_is_none(self):
        with Server(lambda h: answer(h, 200, b"x" * (MAX_ANSWER_BYTES + 1))) as server:
            with self.assertRaises(OSError):
                get(server.url)

    def assert_bounded(self, behave):
        with Server(behave) as server:
            began = time.monotonic()
            with self.assertRaises(OSError):
                get(server.url, timeout=0.3)
            self.assertLess(time.monotonic() - began, 2)

    def test_a_server_that_says_nothing_is_left_after_the_timeout(self):
        self.assert_bounded(lambda handler: time.sleep(2.5))

    def test_a_body_that_comes_a_byte_at_a_time_is_left_after_the_timeout(self):
        def drip(handler):
            handler.send_response(200)
            handler.send_header("content-length", "100")
            handler.end_headers()
            for _ in range(50):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)

        self.assert_bounded(drip)

    def test_headers_that_come_a_byte_at_a_time_are_left_after_the_timeout(self):
        def drip(handler):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nx: ")
            for _ in range(50):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)

        self.assert_bounded(drip)

    def test_what_is_no_http_is_no_answer(self):
        for noise in (b"", b"\x00\xff" * 100, b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500):
            with self.subTest(noise[:10]), Server(lambda h: h.wfile.write(noise)) as server:
                with self.assertRaises(Exception):
                    get(server.url)

    def test_nobody_there_is_no_answer(self):
        with Server() as server:
            url = server.url
        with self.assertRaises(OSError):
            get(url)
