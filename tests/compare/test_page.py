"""The page of a comparison: alone, harmless, usable by keyboard, every link leading to a quote."""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from typer.testing import CliRunner

import browser
from circular_parser.cli import app
from circular_parser.compare import Comparison
from circular_parser.compare.page import comparison_page
from circular_parser.compare.page_data import labels, page_data
from circular_parser.record import Issuer, Signatory
from compared import PALOPO, cites, compared, day, duty, period, record, service, told
from made_records import HOSTILE

needs_browser = pytest.mark.skipif(browser.CHROMIUM is None, reason="no Chromium on this machine")
AXE = importlib.util.find_spec("axe_core_python")
MARKUP = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>"


def some() -> Comparison:
    """Two regions: a circular, its press report and its extension; another, open ended."""
    national = cites("SE MenPANRB Nomor 19 Tahun 2020", "19 Tahun 2020", "follows_up")
    first: dict[str, Any] = {
        "effective_periods": [period("2020-03-20", "2020-03-31")],
        "obligations": [
            duty("work_from_home", text="bekerja di rumah"),
            duty("no_travel", "must_not"),
        ],
        "exempt_services": [service("RSUD", "hospital"), service("Camat", None, "position")],
        "references": [national],
    }
    extending = cites("SE Bupati Barru Nomor 800/12/BKPSDM/2020", "800/12/BKPSDM/2020", "extends")
    return compared(
        told("barru.pdf", **first),
        told("berita.txt", "report", **(first | {"signatory": Signatory(name="Orang Lain")})),
        told(
            "perpanjangan.pdf",
            number="800/20/BKPSDM/2020",
            subject="Perpanjangan",
            issued_on=day("2020-03-31"),
            effective_periods=[period(None, "2020-04-21")],
            references=[extending],
        ),
        told(
            "palopo.pdf",
            issuer=PALOPO,
            issued_on=day("2020-03-24"),
            effective_periods=[period("2020-03-26", None, True)],
            obligations=[
                duty("work_from_home", "may", "dapat bekerja di rumah"),
                duty("wear_mask", "should"),
                duty("work_from_home", bearer="Dinas Pendidikan", text="Dinas Pendidikan di rumah"),
            ],
            exempt_services=[service("Damkar", "fire_rescue")],
        ),
        on="2020-04-05",
    )


def hostile() -> Comparison:
    issuer = Issuer(title=MARKUP, level="kota", region=MARKUP + HOSTILE, region_code="73.73")
    return compared(
        told(
            MARKUP,
            number=MARKUP + "1",
            subject=HOSTILE,
            issuer=issuer,
            signatory=Signatory(name=MARKUP, position=MARKUP),
            obligations=[
                duty("wear_mask", text=MARKUP),
                duty("\"'><b>", text=HOSTILE),
                duty("constructor"),
            ],
            exempt_services=[service(HOSTILE, MARKUP), service(MARKUP, None, "position")],
            references=[cites(MARKUP, MARKUP + "2")],
            effective_periods=[period("2020-03-20")],
        )
    )


def test_the_page_holds_its_own_script_only() -> None:
    tree = html.fromstring(comparison_page(hostile()))
    assert len(tree.xpath("//script")) == 2
    assert not tree.xpath("//img | //b | //@onerror | //link | //@src | //iframe")
    assert json.loads(tree.get_element_by_id("data").text)["circulars"]


def test_nothing_in_the_data_steers_what_is_shown() -> None:
    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            for item in value:
                yield from texts(item)

    data = page_data(hostile())
    found = [text for name in data if name != "labels" for text in texts(data[name])]
    assert found and all(text.isprintable() for text in found)


def test_a_page_of_many_is_thinned_and_says_so() -> None:
    comparison = some()
    data = page_data(comparison, most=1)
    assert data["thinned"] == 1
    assert data["all"] == 3
    assert len(data["circulars"]) == 1
    # The matrices and the map still count all.
    assert sum(fact[5] for fact in data["services"]) == 4
    assert sum(province[1] for province in data["provinces"]) == 3


def test_all_words_of_the_page_are_there_in_both_languages() -> None:
    for kind, words in labels().items():
        assert all(len(texts) == 2 and all(texts) for texts in words.values()), kind


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    with browser.running(tmp_path_factory.mktemp("profile")) as running:
        yield running


def show(
    chromium: browser.Browser, folder: Path, comparison: Comparison, width: int = 1280, **some: Any
) -> None:
    page = folder / "index.html"
    page.write_text(comparison_page(comparison, **some), encoding="utf-8")
    chromium.complaints.clear()
    chromium.requests.clear()
    chromium.size(width, 900)
    chromium.open(page)
    deadline = time.monotonic() + 20
    while chromium.value("document.documentElement.dataset.ready") != "true":
        assert time.monotonic() < deadline, chromium.complaints
        time.sleep(0.05)


@needs_browser
@pytest.mark.parametrize("width", [1280, 400])
def test_a_browser_shows_the_page_by_itself(
    chromium: browser.Browser, tmp_path: Path, width: int
) -> None:
    show(chromium, tmp_path, some(), width)
    assert chromium.complaints == []
    assert {address.partition(":")[0] for address in chromium.requests} <= {"file", "data"}
    scroll, inner = chromium.value("[document.documentElement.scrollWidth, innerWidth]")
    assert scroll <= inner


@needs_browser
def test_a_browser_runs_nothing_of_a_hostile_text(
    chromium: browser.Browser, tmp_path: Path
) -> None:
    show(chromium, tmp_path, hostile())
    assert chromium.complaints == []
    assert chromium.value("document.title") == "Circulars compared"
    assert chromium.value("document.querySelectorAll('main img, main b').length") == 0


@needs_browser
@pytest.mark.parametrize("most", [5_000, 1])
def test_every_link_leads_somewhere(chromium: browser.Browser, tmp_path: Path, most: int) -> None:
    show(chromium, tmp_path, some(), most=most)
    links = "[...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))"
    found = chromium.value(links)
    assert len([link for link in found if link.startswith("#e")]) > 10
    assert chromium.value(f"{links}.filter((a) => !document.getElementById(a.slice(1)))") == []


@needs_browser
def test_a_cell_opens_its_quote_and_the_keyboard_goes_back(
    chromium: browser.Browser, tmp_path: Path
) -> None:
    show(chromium, tmp_path, some())
    cell = "document.querySelector('#duties td a[aria-label*=\"Palopo\"]')"
    chromium.value(f"{cell}.focus()")
    assert chromium.value("document.activeElement.ariaLabel") == (
        "Kota Palopo, Work from home: must; may"
    )
    chromium.press("Enter")
    shown = "document.querySelector('#evidence article:target')"
    assert chromium.value(f"getComputedStyle({shown}).display") == "block"
    assert chromium.value(f"{shown}.textContent").count("rumah") == 2
    chromium.value(f"{shown}.querySelector('.close').click()")
    assert chromium.value(f"document.activeElement === {cell}")
    assert chromium.value("document.querySelector('#evidence article:target')") is None


def rows(section: str) -> str:
    return (
        f"[...document.querySelectorAll('#{section} tbody tr')]"
        ".map((row) => row.firstChild.textContent)"
    )


def set_field(chromium: browser.Browser, name: str, value: str) -> None:
    field = f"document.querySelector('#filters [name={name}]')"
    key = "checked" if value == "true" else "value"
    shown = value if value == "true" else json.dumps(value)
    chromium.value(
        f"{field}.{key} = {shown}; {field}.dispatchEvent(new Event('input', {{bubbles: true}}))"
    )


BARRU = "Kabupaten Barru"


@needs_browser
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [BARRU, BARRU, "Kota Palopo"]),
        ({"search": "palo"}, ["Kota Palopo"]),
        ({"search": "800/20"}, [BARRU]),
        ({"province": "73"}, [BARRU, BARRU, "Kota Palopo"]),
        ({"from": "2020-03-20", "until": "2020-03-25"}, ["Kota Palopo"]),
        ({"on": "2020-03-25", "only": "true"}, [BARRU]),
        ({"on": "2020-04-05", "only": "true"}, [BARRU, BARRU, "Kota Palopo"]),
        ({"search": "nowhere"}, []),
    ],
)
def test_filters_choose_circulars(
    chromium: browser.Browser, tmp_path: Path, fields: dict[str, str], expected: list[str]
) -> None:
    show(chromium, tmp_path, some())
    for name, value in fields.items():
        set_field(chromium, name, value)
    assert chromium.value(rows("circulars")) == expected
    assert chromium.value("document.getElementById('count').textContent").startswith(
        f"{len(expected)} of 3"
    )
    assert chromium.complaints == []


@needs_browser
def test_heads_sort_both_ways_with_what_is_not_stated_last(
    chromium: browser.Browser, tmp_path: Path
) -> None:
    show(chromium, tmp_path, some())
    orders = []
    for _ in range(2):
        chromium.value("document.querySelector('[data-sort=\"circulars/signed\"]').click()")
        orders.append(
            chromium.value(
                "[...document.querySelectorAll('#circulars tbody td:nth-child(3)')]"
                ".map((cell) => cell.textContent)"
            )
        )
    assert orders[0] == sorted(orders[0])
    assert orders[1] == sorted(orders[0], reverse=True)
    head = "document.querySelector('[aria-sort]')"
    assert chromium.value(f"{head}.ariaSort") == "descending"
    # Strictness is told of those on the pandemic alone.
    chromium.value("document.querySelector('[data-sort=\"duties/wear_mask\"]').click()")
    assert chromium.value(rows("duties"))[0] == "Kota Palopo"


@needs_browser
def test_an_amendment_is_drawn_on_the_line_of_what_it_amends(
    chromium: browser.Browser, tmp_path: Path
) -> None:
    amended = "SE Bupati Barru Nomor 800/12/BKPSDM/2020"
    show(
        chromium,
        tmp_path,
        compared(
            told("a"),
            told(
                "b",
                number="800/20/BKPSDM/2020",
                subject="Perubahan",
                issued_on=day("2020-03-31"),
                references=[cites(amended, "800/12/BKPSDM/2020", "amends")],
            ),
        ),
    )
    drawn = "[...document.querySelectorAll('#timeline a title')].map((one) => one.textContent)"
    assert (
        "Kabupaten Barru, 800/12/BKPSDM/2020: "
        "amended by Kabupaten Barru 800/20/BKPSDM/2020, 2020-03-31"
    ) in chromium.value(drawn)


@needs_browser
def test_the_language_changes_everywhere(chromium: browser.Browser, tmp_path: Path) -> None:
    show(chromium, tmp_path, some())
    chromium.value("document.querySelector('[name=language][value=id]').click()")
    assert chromium.value("document.documentElement.lang") == "id"
    assert chromium.value("document.querySelector('h1').textContent") == "Perbandingan surat edaran"
    heads = chromium.value("document.querySelector('#services thead').textContent")
    assert "Rumah sakit" in heads


def press_to_save(name: str, kind: str) -> str:
    """Return a script that presses a button and keeps in ``saved`` what it would save."""
    return (
        "window.saved = []; URL.createObjectURL = (blob) => { saved.push(blob); return '#main'; };"
        f"document.querySelector('[data-save=\"{name}/{kind}\"]').click()"
    )


@needs_browser
@pytest.mark.parametrize("name", ["map", "timeline", "services", "positions", "duties", "graph"])
def test_pictures_are_saved_as_svg_that_stands_alone(
    chromium: browser.Browser, tmp_path: Path, name: str
) -> None:
    show(chromium, tmp_path, some())
    text = chromium.value(f"{press_to_save(name, 'SVG')}; saved[0].text()")
    picture = html.fromstring(text.encode())
    assert "http://www.w3.org/2000/svg" in text
    assert picture.xpath("//*[name()='text']")
    assert not picture.xpath("//@href")


@needs_browser
def test_pictures_are_saved_as_png(chromium: browser.Browser, tmp_path: Path) -> None:
    show(chromium, tmp_path, some())
    chromium.value(press_to_save("timeline", "PNG"))
    deadline = time.monotonic() + 20
    while not chromium.value("saved.length"):
        assert time.monotonic() < deadline, chromium.complaints
        time.sleep(0.1)
    assert chromium.value("saved[0].type") == "image/png"
    assert chromium.complaints == []


@needs_browser
def test_tables_are_saved_as_csv_that_runs_no_formula(
    chromium: browser.Browser, tmp_path: Path
) -> None:
    show(chromium, tmp_path, compared(told("a", number="=1+2/2020", subject="x")))
    saved = chromium.value(f"{press_to_save('circulars', 'CSV')}; saved[0].text()")
    assert "'=1+2/2020" in saved


@needs_browser
@pytest.mark.skipif(AXE is None, reason="axe-core is not installed")
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_nothing_serious(chromium: browser.Browser, tmp_path: Path, width: int) -> None:
    assert AXE is not None and AXE.origin is not None
    show(chromium, tmp_path, some(), width)
    chromium.value("document.querySelector('#services td a').click()")
    script = Path(AXE.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    chromium.call("Runtime.evaluate", expression=script)
    found = chromium.value(
        "axe.run().then((found) => found.violations.map("
        "(one) => [one.impact, one.id, one.nodes.map((node) => node.html.slice(0, 200))]))"
    )
    assert [one for one in found if one[0] in {"serious", "critical"}] == []


def test_the_command_names_the_library_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["compare", str(tmp_path), "-o", str(tmp_path / "r")])
    assert done.exit_code == 10
    assert "circular-parser[compare]" in done.stderr


def test_the_command_writes_page_and_tables(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "a.json").write_text(record("a").model_dump_json(), encoding="utf-8")
    report = tmp_path / "deep" / "report"
    arguments = ["compare", str(folder), "-o", str(report), "--on", "2020-03-28"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    names = {path.name for path in report.iterdir()}
    assert {"index.html", "circulars.csv", "service_matrix.csv", "duty_matrix.csv"} <= names
    assert "presumed" in (report / "circulars.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", ["nothing", "empty"])
def test_the_command_names_what_holds_no_record(source: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = CliRunner().invoke(app, ["compare", str(tmp_path / source), "-o", str(tmp_path / "r")])
    assert done.exit_code == 3
    assert source in done.stderr
    assert not (tmp_path / "r").exists()
