import ast
import pathlib
import re
import unittest

import tocsin

PACKAGE = pathlib.Path(tocsin.__file__).parent
# From 3.11 on: a module that names one of these does not run on 3.10.
LATER = re.compile(
    r"\b(tomllib|ExceptionGroup|TaskGroup|asyncio\.timeout|asyncio\.Runner|StrEnum|datetime\.UTC|typing\.Self"
    r"|itertools\.batched|except\*)"
)


class Syntax(unittest.TestCase):
    def test_every_module_is_python_3_10(self):
        modules = sorted(PACKAGE.rglob("*.py"))
        self.assertGreater(len(modules), 15)
        for module in modules:
            with self.subTest(module.name):
                text = module.read_text()
                ast.parse(text, feature_version=(3, 10))
                self.assertNotRegex(text, LATER)

    def test_the_package_needs_the_standard_library_alone(self):
        adapters = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("_")}
        for module in PACKAGE.glob("_*.py"):
            for node in ast.walk(ast.parse(module.read_text())):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
                for name in names:
                    with self.subTest(module=module.name, imports=name):
                        root = name.split(".")[0]
                        self.assertTrue(root in STANDARD or root == "cryptography", root)
                        self.assertNotIn(root, adapters)


STANDARD = __import__("sys").stdlib_module_names
