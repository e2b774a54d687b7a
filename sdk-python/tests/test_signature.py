import base64
import builtins
import importlib.util
import json
import pathlib
import unittest
from unittest import mock

import tocsin

VECTORS = json.loads((pathlib.Path(__file__).parent / "vectors.json").read_text())
HAS_ED25519 = importlib.util.find_spec("cryptography") is not None
SECRET = "whsec_" + base64.b64encode(bytes(32)).decode()


def is_by_key(vector):
    """Whether a public key verifies it."""
    return "v1a" in vector["signature"].get("versions", [])


def is_taken(vector):
    headers = {name: value for name, value in vector["headers"].items() if value is not None}
    body = base64.b64decode(vector["body"])
    try:
        tocsin.verify(headers, body, vector["secret"], vector["signature"], now=lambda: vector["now"])
        return True
    except tocsin.InvalidSignature:
        return False


class Verify(unittest.TestCase):
    def test_every_scheme_is_taken_as_we_sign_it_and_everything_hostile_is_refused(self):
        for vector in VECTORS:
            if not is_by_key(vector):
                with self.subTest(vector["name"]):
                    self.assertEqual(is_taken(vector), vector["verifies"])

    @unittest.skipUnless(HAS_ED25519, "needs the package cryptography")
    def test_signatures_by_a_key_pair_are_taken_as_we_sign_them_and_everything_hostile_is_refused(self):
        for vector in filter(is_by_key, VECTORS):
            with self.subTest(vector["name"]):
                self.assertEqual(is_taken(vector), vector["verifies"])

    def test_there_are_vectors_of_every_scheme(self):
        schemes = {vector["signature"]["scheme"] for vector in VECTORS if vector["verifies"]}
        self.assertEqual(schemes, {"standard", "github", "stripe", "keywordsai", "custom"})

    def test_the_event_is_returned(self):
        vector = next(one for one in VECTORS if one["name"] == "standard: signed")
        body = base64.b64decode(vector["body"])
        event = tocsin.verify(vector["headers"], body, vector["secret"], now=lambda: vector["now"])
        self.assertEqual((event["id"], event["type"]), ("evt_1", "a"))

    def test_headers_may_be_pairs_of_bytes_as_asgi_has_them(self):
        vector = next(one for one in VECTORS if one["name"] == "github: signed")
        pairs = [(name.title().encode(), value.encode()) for name, value in vector["headers"].items()]
        body = base64.b64decode(vector["body"])
        self.assertEqual(tocsin.verify(pairs, body, vector["secret"], "github")["id"], "evt_1")
        with self.assertRaisesRegex(tocsin.InvalidSignature, "twice"):
            tocsin.verify(pairs + pairs, body, vector["secret"], "github")

    def test_large_and_deep_requests_are_refused_and_do_not_break_the_receiver(self):
        custom = {"scheme": "custom", "header": "x-s", "encoding": "hex", "signed": "{type}{body}"}
        for body in (b"[" * 200_000, b"9" * 5_000, b"\xff\xfe"):
            for signature in ("standard", "github", "stripe", "keywordsai", custom):
                with self.subTest(signature=signature, body=body[:3]), self.assertRaises(tocsin.InvalidSignature):
                    headers = dict.fromkeys(
                        ("webhook-signature", "x-hub-signature-256", "stripe-signature", "x-respan-signature", "x-s"),
                        "A" * 100_000,
                    )
                    tocsin.verify(headers, body, SECRET, signature)

    def test_settings_that_are_none_are_named(self):
        for signature, secret, message in (
            ("svix", SECRET, "signature.scheme must be one of standard"),
            ({"scheme": "custom", "encoding": "utf-8"}, SECRET, "a custom signature has a header"),
            ("standard", "", "must not be empty"),
            ("standard", [], "a secret is needed"),
        ):
            with self.subTest(signature), self.assertRaisesRegex(ValueError, message):
                tocsin.verify({}, b"{}", secret, signature)

    def test_a_secret_of_another_kind_is_named(self):
        vector = next(one for one in VECTORS if one["name"] == "standard: signed")
        with self.assertRaisesRegex(ValueError, "must be whsec_"):
            tocsin.verify(vector["headers"], b"{}", "secret", now=lambda: vector["now"])

    def test_ed25519_without_the_package_says_what_to_install(self):
        vector = next(one for one in VECTORS if one["name"] == "standard, a public key as text: signed")
        importing = builtins.__import__

        def without(name, *more):
            if name.startswith("cryptography"):
                raise ImportError(name)
            return importing(name, *more)

        with mock.patch.object(builtins, "__import__", without):
            with self.assertRaisesRegex(ValueError, r"pip install 'tocsin\[ed25519\]'"):
                is_taken(vector)
