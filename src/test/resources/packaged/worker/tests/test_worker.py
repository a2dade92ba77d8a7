import json
import tempfile
import unittest
from pathlib import Path

from worker.__main__ import work
from worker.count import count


class CountTest(unittest.TestCase):
    def test_counts_lines_and_words(self):
        self.assertEqual({"lines": 2, "words": 3}, count("one two\nthree\n"))
        self.assertEqual({"lines": 0, "words": 0}, count(""))


class WorkTest(unittest.TestCase):
    def test_writes_a_result_for_each_text(self):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "in")
            source.mkdir()
            Path(source, "a.txt").write_text("one two\n", encoding="utf-8")
            Path(source, "b.md").write_text("no text\n", encoding="utf-8")
            target = Path(folder, "out")

            self.assertEqual(1, work(source, target))

            results = [file.name for file in target.iterdir()]
            self.assertEqual(["a.json"], results)
            result = json.loads(Path(target, "a.json").read_text(encoding="utf-8"))
            self.assertEqual({"lines": 1, "words": 2}, result)
