"""Explanations: all that was considered, what became of it and why, in a terminal and as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from typer.testing import CliRunner, Result

import browser
from analysed import analysed, letter, pipeline
from circular_parser import explanation as explanation_module
from circular_parser.cli import app
from circular_parser.explanation import FIELDS, Explanation, explain
from circular_parser.explanation_page import explanation_page
from circular_parser.explanation_text import marked_text
from circular_parser.language.pipeline import analyse
from circular_parser.reading import ReadOptions, read
from circular_parser.resolve import resolve
from circular_parser.resolve.resolver import resolve_traced
from rule_examples import candidates

SAMPLES = Path(__file__).parent.parent / "samples"
PDF = SAMPLES / "kota-tomohon-2020-wfh.pdf"
REPORT = SAMPLES / "berita-kendari-2020-wfh.txt"
SHOWN = [PDF, REPORT, SAMPLES / "kota-singkawang-2020-perubahan.pdf"]
HOSTILE = "</div><script>document.title='taken'</script><img src=x onerror=alert(1)> & \"'"
LETTER = letter(
    body="Menindaklanjuti Surat Edaran Menteri Kesehatan Nomor 3 Tahun 2021, pada 6 Mei 2021:\n"
    "1. Surat edaran ini berlaku mulai 10 Mei 2021 sampai 20 Mei 2021.\n"
    "2. Loket buka mulai 10 Mei 2021 di Bantaeng."
)
NEWS = """BARRU - Bupati Barru menerbitkan Surat Edaran Nomor 800/12/2021 tentang jam layanan.

Edaran itu ditandatangani oleh Sekretaris Daerah Kabupaten Barru, Rudi Hamka, pada 3 Mei 2021.

Wakil Bupati Barru Samsul Tola mengatakan edaran itu mengikuti Surat Edaran Gubernur
Sulawesi Selatan Nomor 443/7/2021. Layanan dibuka lagi pada 9 Mei 2021.
"""


@cache
def explained(path: Path) -> Explanation:
    """Return the explanation of a sample."""
    return explain(analyse(pipeline(), read(path, options=ReadOptions(ocr="never"))))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("text", "field", "words", "chosen", "reason"),
    [
        (LETTER, "number", "065/11/ORG/2021", True, "the only one that fits"),
        (LETTER, "number", "3 Tahun 2021", False, "another document's number"),
        (LETTER, "document_type", "SURAT EDARAN", True, "the highest score of 2"),
        (LETTER, "document_type", "Surat edaran ini", False, "score 0.70 against 0.95"),
        (LETTER, "issued_on", "4 Mei 2021", True, "the only one that fits"),
        (LETTER, "issued_on", "6 Mei 2021", False, "it stands where no day of signing stands"),
        (
            LETTER,
            "issuer",
            "SEKRETARIAT DAERAH",
            False,
            "another goes before it: the office",
        ),
        (LETTER, "issuer", "BANTAENG", True, "the surest name in letterhead"),
        (LETTER, "issuer", "Bantaeng", False, "it says the same as the one that was chosen"),
        (LETTER, "signatory", "H. RAMLI DAENG, S.E.", True, "title and letterhead name none"),
        (LETTER, "effective_periods", "mulai 10 Mei 2021", False, "another says the same or more"),
        (LETTER, "references", "Surat Edaran Menteri Kesehatan", True, "every one that is found"),
        (NEWS, "signatory", "Rudi Hamka", True, "the surest of those said to sign"),
        (NEWS, "signatory", "Samsul Tola", False, "another goes before it: the surest"),
        (NEWS, "issuer", "Gubernur\nSulawesi", False, "its circular is cited"),
        (NEWS, "issued_on", "9 Mei 2021", False, "it is not said to be the circular's"),
        ("Hujan turun di Bogor sejak pagi.", "issuer", "Bogor", False, "no value is taken from it"),
    ],
)
def test_the_reason_is_that_of_the_decision(
    text: str, field: str, words: str, chosen: bool, reason: str
) -> None:
    explanation = explain(analysed(text))
    found = [
        one
        for one in explanation.of(field)
        if explanation.document.text[one.candidate.start :].startswith(words)
    ]
    told = [(one.chosen, why) for one in found for why in one.reasons]
    assert any(was == chosen and reason in why for was, why in told), told


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_every_candidate_is_considered_and_every_value_explained(path: Path) -> None:
    explanation = explained(path)
    analysis = analyse(pipeline(), explanation.document)
    assert explanation.record == resolve(analysis)
    considered = [one.candidate for one in explanation.considered]
    assert len(considered) == len(candidates(analysis))
    assert all(candidate in considered for candidate in candidates(analysis))
    of_value = {pointer: one for one in explanation.considered for pointer in one.pointers}
    assert set(of_value) == set(explanation.record.evidence)
    for pointer, places in explanation.record.evidence.items():
        assert of_value[pointer].chosen
        assert of_value[pointer].candidate.rule == places[0].rule


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_each_candidate_has_a_reason_and_a_home(path: Path) -> None:
    for one in explained(path).considered:
        assert all(one.reasons)
        assert one.homes
        assert one.chosen or not one.pointers


def test_what_the_resolver_completes_is_shown_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of a candidate counts as the candidate, one at another place stands beside it."""
    analysis = analysed(LETTER)
    record, trace = resolve_traced(analysis)
    number, signed = trace.bases["/number"], trace.bases["/signatory/name"]
    trace.bases["/number"] = replace(number, value="completed")
    trace.bases["/signatory/name"] = replace(signed, start=signed.start + 3)
    monkeypatch.setattr(explanation_module, "resolve_traced", lambda *_: (record, trace))
    explanation = explain(analysis)
    assert len(explanation.considered) == len(candidates(analysis)) + 1
    of_value = {pointer: one for one in explanation.considered for pointer in one.pointers}
    assert of_value["/number"].candidate is number
    assert of_value["/signatory/name"].candidate is trace.bases["/signatory/name"]
    assert set(of_value) == set(record.evidence)


def test_the_pieces_of_the_text_are_the_text_under_its_candidates() -> None:
    explanation = explained(PDF)
    assert "".join(piece for piece, _ in explanation.segments()) == explanation.document.text
    at = 0
    for piece, here in explanation.segments():
        covering = [
            one
            for one in explanation.considered
            if one.candidate.start <= at and at + len(piece) <= one.candidate.end
        ]
        if piece:
            assert sorted(one.number for one in here) == [one.number for one in covering]
        at += len(piece)


def test_a_candidate_without_words_has_its_number() -> None:
    explanation = explain(analysed("Surat edaran itu terbit di Kabupaten Barru."))
    first, *others = explanation.considered
    for place in (0, 13, len(explanation.document.text)):
        bare = replace(first, candidate=replace(first.candidate, start=place, end=place))
        told = Explanation(explanation.document, explanation.record, (bare, *others))
        page = html.document_fromstring(explanation_page(told))
        assert page.get_element_by_id("t1").text_content() == "1"
        assert "[]1" in marked_text(told).plain


def test_the_terminal_shows_marks_rules_and_reasons(tmp_path: Path) -> None:
    result = run("explain", PDF)
    assert result.exit_code == 0, result.stderr
    assert re.search(r"NOMOR \[061\.2/117/SETDA-ORG\]\d+\*", result.stdout)
    assert re.search(r"\[19 Tahun 2020\]\d+ ", result.stdout)
    for expected in (
        "numbers.title",
        "numbers.py",
        "_printed_numbers",
        "another document's number",
    ):
        assert expected in result.stdout
    assert "\x1b[" not in result.stdout


def test_one_field_alone(tmp_path: Path) -> None:
    result = run("explain", REPORT, "--field", "signatory")
    assert "signatures.signed_by" in result.stdout
    assert "numbers." not in result.stdout


@pytest.mark.parametrize("columns", ["0", "much"])
def test_a_width_that_is_none_is_passed_over(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert "numbers.verb" in run("explain", REPORT, "--field", "number").stdout


def test_the_words_of_ones_own_are_explained_too(tmp_path: Path) -> None:
    words = tmp_path / "services.toml"
    words.write_text('[flood_warning]\nwords = ["peringatan dini banjir"]\n', encoding="utf-8")
    assert run("explain", REPORT, "--models", tmp_path).exit_code == 0
    words.write_text("nonsense = [", encoding="utf-8")
    result = run("explain", REPORT, "--models", tmp_path)
    assert result.exit_code == 12
    assert "services.toml:1" in result.stderr


def test_what_steers_a_terminal_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER.replace("RAMLI", "RAM\x9b31mLI"), encoding="utf-8")
    assert "\x9b" not in run("explain", path).stdout


def test_a_field_that_is_none_is_refused() -> None:
    result = run("explain", REPORT, "--field", "colour")
    assert result.exit_code == 2
    assert "effective_periods" in result.stderr


@pytest.mark.parametrize(("name", "status"), [("absent.pdf", 3), ("", 4)])
def test_what_cannot_be_read_leaves_with_its_cause(tmp_path: Path, name: str, status: int) -> None:
    result = run("explain", tmp_path / name)
    assert result.exit_code == status
    assert "Traceback" not in result.stderr + result.stdout


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run("explain", REPORT, "--html", tmp_path / "absent" / "page.html")
    assert result.exit_code != 0
    assert "cannot_write" in result.stderr


def test_the_page_links_each_mark_and_its_explanation() -> None:
    explanation = explained(PDF)
    page = html.document_fromstring(explanation_page(explanation))
    text = page.get_element_by_id("text")
    for number in text.xpath(".//a"):
        number.drop_tree()
    assert text.text_content() == explanation.document.text
    page = html.document_fromstring(explanation_page(explanation))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for one in explanation.considered:
        card = page.get_element_by_id(f"c{one.number}")
        assert one.candidate.rule in card.text_content()
        assert ("chosen" in card.get("class").split()) == one.chosen
        assert page.xpath(f"//a[@href='#c{one.number}'][@id='t{one.number}']")
        assert card.xpath(f".//a[@href='#t{one.number}']")
        assert page.xpath(f"//a[@id='t{one.number}']/preceding-sibling::mark")
    assert {field for field in FIELDS if explanation.of(field)} == {
        radio.removeprefix("show-") for radio in page.xpath("//input/@id")
    } - {"everything"}


def test_the_page_fetches_and_runs_nothing() -> None:
    page = explanation_page(explained(PDF))
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //@src | //@onclick")
    assert all(address.startswith("#") for address in tree.xpath("//@href"))
    assert "url(" not in page and "@import" not in page and "://" not in page


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The page of a letter that is full of markup, as is its name."""
    path = tmp_path / "<b onmouseover=alert(1)>.txt"
    text = LETTER.replace("PENGATURAN JAM", HOSTILE).replace("RAMLI", "<i>RAMLI</i>")
    path.write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    assert run("explain", path, "--html", page).exit_code == 0
    return page


def test_hostile_text_stays_text(hostile: Path) -> None:
    tree = html.document_fromstring(hostile.read_text(encoding="utf-8"))
    assert not tree.xpath("//script | //img | //b | //i | //@onerror | //@onmouseover")
    assert HOSTILE in " ".join(tree.get_element_by_id("text").text_content().split())
    assert tree.xpath("//h1")[0].text_content() == "<b onmouseover=alert(1)>.txt"


needs_browser = pytest.mark.skipif(browser.CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    with browser.running(tmp_path_factory.mktemp("profile")) as running:
        running.size(1300, 800)
        yield running


@pytest.fixture
def shown(chromium: browser.Browser, tmp_path: Path) -> browser.Browser:
    """A browser that shows the explanation of a letter."""
    page = tmp_path / "page.html"
    page.write_text(explanation_page(explained(PDF)), encoding="utf-8")
    chromium.open(page)
    return chromium


@needs_browser
def test_a_browser_shows_the_page_by_itself(shown: browser.Browser) -> None:
    assert all(address.startswith("file://") for address in shown.requests)
    assert shown.complaints == []
    assert shown.value("document.title").endswith("why this record")
    width = shown.value("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


@needs_browser
def test_a_browser_runs_nothing_of_a_hostile_text(chromium: browser.Browser, hostile: Path) -> None:
    chromium.open(hostile)
    assert chromium.value("document.title").startswith("<b onmouseover")
    assert chromium.complaints == []


@needs_browser
def test_the_keyboard_limits_to_a_field_and_follows_a_mark(shown: browser.Browser) -> None:
    visible = "[...document.querySelectorAll('article')].filter(x => x.offsetParent).length"
    everything = shown.value(visible)
    assert everything == len(explained(PDF).considered)
    for expected in ("skip", ""):
        shown.press("Tab")
        assert shown.value("document.activeElement.className") == expected
    assert shown.value("document.activeElement.id") == "show-everything"
    shown.press("ArrowRight")
    shown.press("ArrowRight")
    assert shown.value("document.activeElement.id") == "show-number"
    assert shown.value(visible) == len(explained(PDF).of("number"))
    shown.press("Tab")
    assert shown.value("document.activeElement.id") == "text"
    shown.press("Tab")
    number = shown.value("document.activeElement.textContent")
    shown.press("Enter")
    assert shown.value("location.hash") == f"#c{number}"
    assert shown.value("document.querySelector(':target').id") == f"c{number}"
    shown.press("Tab")
    shown.press("Enter")
    assert shown.value("location.hash") == f"#t{number}"
    mark = f"document.querySelector('#t{number}').previousElementSibling"
    assert shown.value(f"getComputedStyle({mark}).boxShadow") != "none"


@needs_browser
def test_light_and_dark_can_be_read(shown: browser.Browser) -> None:
    """The marked text stands out from its ground by the 4.5 to 1 of WCAG 2.2, in both."""
    script = """(() => {
        const canvas = document.createElement('canvas').getContext('2d');
        const light = (colour) => {
            canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
            const part = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(
                (x) => (x /= 255) <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
            return .2126 * part[0] + .7152 * part[1] + .0722 * part[2];
        };
        const contrast = (one, other) => {
            const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
            return (high + .05) / (low + .05);
        };
        const paper = getComputedStyle(document.querySelector('#text')).backgroundColor;
        return Math.min(...[...document.querySelectorAll('mark, .n, .state, dt')].map((node) => {
            const style = getComputedStyle(node);
            const own = node.matches('mark.chosen') ? style.backgroundColor : paper;
            return contrast(style.color, own);
        }));
    })()"""
    grounds = set()
    for scheme in ("light", "dark"):
        shown.colours(scheme)
        grounds.add(shown.value("getComputedStyle(document.body).backgroundColor"))
        assert shown.value(script) >= 4.5, scheme
    assert len(grounds) == 2
