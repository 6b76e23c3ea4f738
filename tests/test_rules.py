"""Rules: each is found by its name in one step, and each finds its example."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from analysed import analysed, pipeline
from circular_parser.language.analysis import Analysis
from circular_parser.language.pipeline import analyse
from circular_parser.language.rules import all_rules
from circular_parser.reading import ReadOptions, read
from make_rules import rules_page
from rule_examples import candidates, examples

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "circular_parser"
PAGE = ROOT / "docs" / "rules.md"
SAMPLES = sorted(
    path
    for stem in (ROOT / "samples" / "gold").glob("*.json")
    for path in (ROOT / "samples").glob(f"{stem.stem}.*")
    if path.suffix in (".pdf", ".docx", ".txt", ".md", ".html")
)


@cache
def sample_analysis(path: Path) -> Analysis:
    """Return the analysis of a sample's text layer."""
    return analyse(pipeline(), read(path, options=ReadOptions(ocr="never")))


@pytest.mark.parametrize("name", all_rules())
def test_a_rule_stands_where_its_name_leads(name: str) -> None:
    own = name.partition(".")[2]
    for home in all_rules()[name]:
        base = ROOT if home.file.startswith("models/") else PACKAGE
        line = (base / home.file).read_text(encoding="utf-8").splitlines()[home.line - 1]
        if home.entry.startswith("["):
            assert re.match(rf'(?:name = "{own}"|{home.entry.split()[-1]} =)', line), line
        else:
            assert f'"{name}"' in line
            assert home.file.startswith("language/")
        assert home.about, "a rule says what it finds, in a comment or a docstring"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_rule_at_work_in_a_sample_has_a_home(path: Path) -> None:
    assert {c.rule for c in candidates(sample_analysis(path))} <= set(all_rules())


def test_every_rule_at_work_in_the_sentences_of_tests_has_a_home() -> None:
    sentences = (ROOT / "tests" / "language" / "exemptions.txt").read_text(encoding="utf-8")
    for start in range(0, len(sentences), 4_000):
        text = re.sub(r"[\[\]]", "", sentences[start : start + 4_000]).replace("|", "\n")
        assert {c.rule for c in candidates(analysed(text))} <= set(all_rules())


@pytest.mark.parametrize("name", all_rules())
def test_a_rule_finds_its_examples(name: str) -> None:
    its = [example for example in examples() if example.rule == name]
    assert its, "a rule has an example in tests/rule_examples.txt"
    for example in its:
        words = example.analysis.text[example.start : example.end]
        assert example.found is not None, f"{name} does not find {words!r}"


def test_no_example_names_a_rule_that_is_gone() -> None:
    assert {example.rule for example in examples()} <= set(all_rules())


def test_the_page_of_rules_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run `make rules`"
