"""Data files of users' own: laid over the shipped ones, brought by packages, checked."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from circular_parser import Parser
from circular_parser.cli import app
from circular_parser.errors import ExitCode, ModelError
from circular_parser.language.model_check import problems
from circular_parser.language.patterns import laid_over
from circular_parser.language.toml_lines import line_of
from circular_parser.resources import ModelFolder, model_folder, model_in_use

PAGE = (Path(__file__).parent.parent / "docs" / "vocabularies.md").read_text(encoding="utf-8")
SOURCE = Path(__file__).parent.parent / "src"
EXAMPLE = PAGE.partition("## An example")[2].partition("\n## ")[0]


def folder_of(parent: Path, **files: str) -> Path:
    """Make a folder; the files are named without dots (``periods_toml``)."""
    folder = parent / "words"
    folder.mkdir(parents=True)
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def example(parent: Path) -> tuple[Path, Path, dict[str, Any]]:
    """Write the example of the page; return its folder, its letter and its record."""
    files = re.findall(r"`(\w+\.(?:toml|csv))`,[^`]+```\w+\n(.*?)```", EXAMPLE, re.DOTALL)
    folder = folder_of(parent, **{name.replace(".", "_"): text for name, text in files})
    (letter_text,) = re.findall(r"```text\n(.*?)```", EXAMPLE, re.DOTALL)
    (record,) = re.findall(r"```json\n(.*?)```", EXAMPLE, re.DOTALL)
    letter = parent / "letter.txt"
    letter.write_text(letter_text, encoding="utf-8")
    return folder, letter, json.loads(record)


def holds(value: Any, stated: Any) -> bool:
    """Say whether *value* has all that is *stated* of it."""
    if isinstance(stated, dict):
        return all(holds(value[key], item) for key, item in stated.items())
    if isinstance(stated, list):
        return len(value) == len(stated) and all(map(holds, value, stated))
    return bool(value == stated)


def test_the_example_of_the_page(tmp_path: Path) -> None:
    folder, letter, stated = example(tmp_path)
    assert len(list(folder.iterdir())) == 4
    assert holds(Parser(models=folder).parse(letter).model_dump(mode="json"), stated)
    plain = Parser().parse(letter).model_dump(mode="json")
    assert not any(holds(plain[key], value) for key, value in stated.items())


def test_the_message_of_the_page(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, services_toml='[flood_warning]\nunits = []\nword = ["banjir"]\n')
    with pytest.raises(ModelError) as error:
        Parser(models=folder)
    assert str(error.value).replace(str(folder), "my-words") in PAGE


def test_the_page_lists_the_tables_that_take_new_names() -> None:
    from circular_parser.language.model_check import _OPEN

    listed = PAGE.partition("New names may be given")[2].partition("\n\n`reading")[0]
    for file, tables in _OPEN.items():
        assert f"`{file}`" in listed
        assert all(f"`{name}`" in listed for table in tables for name in table)


def test_all_workers_use_the_folders(tmp_path: Path) -> None:
    folder, letter, _ = example(tmp_path)
    other = letter.with_name("other.txt")
    shutil.copy(letter, other)
    arguments = ["parse", letter, other, "--workers", 2, "--models", folder]
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["issuer"]["region_code"] for record in records] == ["63.71", "63.71"]


def test_a_malformed_folder_ends_the_command_before_the_first_document(tmp_path: Path) -> None:
    _, letter, _ = example(tmp_path / "sound")
    folder = folder_of(tmp_path, periods_toml="[open]\nmine = '(until'\n")
    out = tmp_path / "out"
    arguments = ["parse", letter, letter, "-o", out, "--models", folder]
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == ExitCode.MODELS
    assert result.stderr.count("broken_model") == 1
    assert not list(out.iterdir())


def test_doctor_lists_the_folders(tmp_path: Path) -> None:
    folder, _, _ = example(tmp_path)
    result = CliRunner().invoke(app, ["doctor", "--models", str(folder)])
    assert any("laid over" in line and str(folder) in line for line in result.stdout.splitlines())
    (folder / "periods.toml").write_text("[opem]\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["doctor", "--models", str(folder)])
    assert "periods.toml:1: opem: unknown table" in result.stdout


def test_the_folders_in_use_are_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder, _, _ = example(tmp_path)
    with caplog.at_level(logging.INFO):
        Parser(models=[folder])
    assert str(folder) in caplog.text


@pytest.mark.parametrize(
    ("below", "above", "together"),
    [
        ({"a": {"x": "1"}}, {"a": {"y": "2"}}, {"a": {"x": "1", "y": "2"}}),
        ({"a": {"x": "1"}}, {"a": {"x": "2"}}, {"a": {"x": "2"}}),
        ({"a": {"weight": 1, "p": "x"}}, {"a": {"weight": 2}}, {"a": {"weight": 2, "p": "x"}}),
        ({"a": ["x", "y"]}, {"a": ["y", "z"]}, {"a": ["x", "y", "z"]}),
        (
            {"a": [{"name": "m", "p": "1"}, {"name": "n"}]},
            {"a": [{"name": "o"}, {"name": "m", "p": "2"}]},
            {"a": [{"name": "m", "p": "2"}, {"name": "n"}, {"name": "o"}]},
        ),
        ({"parts": {"p": ["x"]}}, {"parts": {"p": "y"}}, {"parts": {"p": "y"}}),
    ],
)
def test_how_tables_are_laid_over(
    below: dict[str, Any], above: dict[str, Any], together: dict[str, Any]
) -> None:
    before = json.dumps(below)
    assert laid_over(below, above) == together
    assert json.dumps(below) == before


def test_the_last_folder_is_the_strongest(tmp_path: Path) -> None:
    """A phrase changes its service; a shipped word, a word of the first folder."""
    first = folder_of(
        tmp_path / "first", services_toml='[first]\nwords = ["puskesmas", "kolam ikan"]\n'
    )
    second = folder_of(tmp_path / "second", services_toml='[second]\nwords = ["kolam ikan"]\n')
    letter = tmp_path / "letter.txt"
    text = """SURAT EDARAN\nNOMOR 1/2/ORG/2024\nTENTANG\nSISTEM KERJA

1. Pegawai bekerja dari rumah mulai tanggal 5 Februari 2024.
2. Dikecualikan bagi kolam ikan dan puskesmas.
"""
    letter.write_text(text, encoding="utf-8")
    services = Parser(models=[first, second]).parse(letter).exempt_services
    assert [item.service for item in services] == ["second", "first"]


def test_a_part_is_replaced_wherever_it_stands(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, predicates_toml='[parts]\nroot = ["cangkul"]\n')
    letter = tmp_path / "letter.txt"
    letter.write_text("Setiap pegawai wajib\ncangkul halaman kantor.", encoding="utf-8")
    from circular_parser.language.predicates import load_predicates

    shipped = model_folder()
    assert load_predicates(shipped).verb.search("cangkul halaman") is None
    layers = ModelFolder((*shipped.layers, folder))
    assert load_predicates(layers).verb.search("cangkul halaman") is not None
    assert load_predicates(layers).verb.search("masuk kantor") is not None


def test_a_part_that_breaks_a_shipped_pattern(tmp_path: Path) -> None:
    """Two groups of one name: sound alone, wrong where the part stands twice."""
    folder = folder_of(tmp_path, exemptions_toml="[parts]\nrule = '(?P<a>x)'\n")
    with pytest.raises(ModelError, match=r"words: bad pattern .* redefinition of group name 'a'"):
        Parser(models=folder)


# File, text, and what is said of it.
MISTAKES = [
    ("periods_toml", "[open\n", "periods.toml:1: Expected ']' at the end of a table declaration"),
    ("periods_toml", "[open]\na = 'x'\na = 'y'\n", "periods.toml:3: Cannot overwrite a value"),
    ("period_toml", "[open]\n", "period.toml:1: no file of a model has this name; did you mean"),
    ("reading_toml", "[quality]\n", "reading.toml:1: is read from the shipped model alone"),
    ("periods_toml", "\n[opens]\n", "periods.toml:2: opens: unknown table; did you mean 'open'?"),
    ("duties_toml", "[recital]\nbegin = 'x'", "duties.toml:2: recital.begin: unknown key; did you"),
    ("periods_toml", "[open]\nMine = 'x'\n", "periods.toml:2: open.Mine: a name must be written"),
    ("periods_toml", "[open]\nmine = 3\n", "periods.toml:2: open.mine: must be a string"),
    ("periods_toml", "[open]\nmine = ' '\n", "periods.toml:2: open.mine: is empty"),
    ("periods_toml", "open = 'x'\n", "periods.toml:1: open: must be a table"),
    ("services_toml", "[health]\nwords = 'x'\n", "services.toml:2: health.words: must be a list"),
    ("services_toml", "[Health]\nwords = []\n", "services.toml:1: Health: a name must be written"),
    (
        "services_toml",
        '[mine]\nwords = [\n  "satu",\n  "Dua",\n  "tiga",\n]\n',
        "services.toml:4: mine.words[1]: 'Dua': lower case letters",
    ),
    (
        "services_toml",
        '[mine]\nwords = ["satu"]\n[yours]\nunits = ["satu"]\n',
        "services.toml:4: yours.units[0]: 'satu' stands for 'mine' already",
    ),
    (
        "periods_toml",
        "[open]\nfirst = 'x'\nmine = 'sampai (?:hujan'\n",
        "periods.toml:3: open.mine: missing ), unterminated subpattern at position 7",
    ),
    (
        "periods_toml",
        "[open]\nmine = '{week}'\n",
        "periods.toml:2: open.mine: no part 'week'",
    ),
    (
        "citations_toml",
        "[parts]\ndash = '[-'\n",
        "citations.toml:2: parts.dash: unterminated character set",
    ),
    ("citations_toml", "[parts]\nday1 = 'x'\n", "citations.toml:2: parts.day1: a name must"),
    ("citations_toml", "[parts]\nday = 3\n", "citations.toml:2: parts.day: must be a string"),
    (
        "offices_toml",
        "[press]\nsigned_by = { weight = 9 }\n",
        "offices.toml:2: press.signed_by.weight: 9 is out of range: more than 0, 1 at most",
    ),
    (
        "predicates_toml",
        "[[modals]]\nname = 'a'\nmodality = 'must'\n",
        "predicates.toml:1: modals[0]: 'find' is missing",
    ),
    ("numbers_toml", "[own]\nmine = { weight = 0.2 }\n", "2: own.mine: no pattern is given"),
    (
        "exemptions_toml",
        "[after]\nmine = 'x'\n[hints]\nx = ['mine']\n",
        "2: after.mine: has no score in [scores]",
    ),
    (
        "exemptions_toml",
        "[after]\nmine = 'x'\n[scores]\nmine = 0.5\n",
        "2: after.mine: has no word in [hints]",
    ),
    ("exemptions_toml", "[scores]\nmine = 0.5\n", "2: scores.mine: no pattern has this name"),
    ("exemptions_toml", "[scores]\nexcept = '1'\n", "2: scores.except: must be a number"),
    ("exemptions_toml", "[items]\npairs = ['x']\n", "2: items.pairs[0]: 'x': two sides"),
    ("duties_toml", "[press]\nwork = ['leaves']\n", "2: press.work[0]: 'leaves' is no type"),
    (
        "duty_types_toml",
        "[types]\nmine = [\n  { name = 'a', at = 'verb', weight = 3, find = 'x' },\n"
        "  { name = 'b', at = 'verbs', weight = 3, find = 'x' },\n]\n",
        "duty_types.toml:4: types.mine[1].at: 'verbs' is none of all, any, core",
    ),
    (
        "duty_types_toml",
        "[types]\nmine = [{ name = 'a', at = 'verb', weight = 3 }]\n",
        "duty_types.toml:2: types.mine[0]: 'find' is missing",
    ),
    (
        "predicates_toml",
        "[[modals]]\nname = 'a'\nmodality = 'must'\nfind = 'x'\n\n"
        "[[modals]]\nname = 'b'\nmodality = 'will'\nfind = 'x'\n",
        "predicates.toml:8: modals[1].modality: 'will' is none of may, must",
    ),
    (
        "predicates_toml",
        "[[modals]]\nname = 'a'\nmodality = 'must'\nweak = 1\nfind = 'x'\n",
        "predicates.toml:4: modals[0].weak: must be true or false",
    ),
    ("region_aliases_csv", "name,code\n", "region_aliases.csv:1: the first line must be alias,"),
    ("region_aliases_csv", "alias,code,cue_only\nX,63.71\n", "csv:2: 2 values, 3 are wanted"),
    ("region_aliases_csv", "alias,code,cue_only\nX,6371,0\n", "csv:2: code: '6371' is no code"),
    ("region_aliases_csv", "alias,code,cue_only\nX,99.99,0\n", "csv:2: code: no region has the"),
    ("region_aliases_csv", "alias,code,cue_only\nX,63.71,no\n", "csv:2: cue_only: 'no' is neither"),
    ("region_aliases_csv", "alias,code,cue_only\n7,63.71,0\n", "csv:2: alias: '7' is no name"),
    (
        "region_aliases_csv",
        "alias,code,cue_only\nSungai,63.71,0\nSUNGAI,63.71,1\n",
        "region_aliases.csv:3: alias: 'SUNGAI' has line 2 too",
    ),
    (
        "regions_csv",
        "code,level,name,province_code,common_word\n11.99,kota,Kota X,12,0\n",
        "regions.csv:2: province_code: '12' is not the province of 11.99",
    ),
    (
        "regions_csv",
        "code,level,name,province_code,common_word\n11.99,kota,Kabupaten X,11,0\n",
        "regions.csv:2: name: 'Kabupaten X' does not begin with Kota",
    ),
    (
        "regions_csv",
        "code,level,name,province_code,common_word\n11.99,provinsi,Provinsi X,11,0\n",
        "regions.csv:2: level: provinsi does not go with the code '11.99'",
    ),
]


@pytest.mark.parametrize(("name", "text", "message"), MISTAKES)
def test_mistakes_are_told_with_file_and_line(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    folder = folder_of(tmp_path, **{name: text})
    found = problems(ModelFolder((model_folder().base, folder)), 1)
    assert len(found) == 1, found
    assert message in str(found[0])


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    words = "[mine]\n" + "".join(f"word{n} = []\n" for n in range(7))
    folder = folder_of(tmp_path, services_toml=words, regions_csv="code;name\n")
    with pytest.raises(ModelError, match=r"^\S+: regions.csv:1: the first line must be code,"):
        Parser(models=folder)
    (folder / "regions.csv").unlink()
    with pytest.raises(ModelError, match=r"services.toml:2: .*services.toml:6: .*; and 2 more"):
        Parser(models=folder)


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_a_folder_without_data_files(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match=r"no data files here|is no folder"):
        Parser(models=tmp_path / name)


def test_a_whole_model_takes_the_place_of_all_before_it(tmp_path: Path) -> None:
    whole, words = tmp_path / "whole", folder_of(tmp_path, periods_toml="[open]\nmine = 'x'\n")
    shutil.copytree(model_folder().base, whole)
    assert model_in_use([words, whole]).layers == (whole,)
    assert model_in_use([whole, words]).layers == (whole, words)
    assert problems(ModelFolder((whole,))) == []
    (whole / "numbers.toml").unlink()
    text = (whole / "dates.toml").read_text(encoding="utf-8")
    (whole / "dates.toml").write_text(text.replace("[published]", "[publisht]"), encoding="utf-8")
    with pytest.raises(ModelError, match=r"numbers.toml:1: is missing"):
        Parser(models=whole)
    shutil.copy(model_folder().base / "numbers.toml", whole)
    with pytest.raises(ModelError, match=r"dates.toml:\d+: publisht: unknown table"):
        Parser(models=whole)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("a",), 1),
        (("t", "x"), 4),
        (("t", "sub", "y"), 8),
        (("t", "sub", "z", 1), 11),
        (("t", "sub", "z", 2), 12),
        (("t", "inline", "deep"), 14),
        (("list", 0, "n"), 16),
        (("list", 1, "n"), 19),
        (("list", 1, "missing"), 18),
        (("t", "missing"), 3),
    ],
)
def test_lines_of_values(key: tuple[str | int, ...], line: int) -> None:
    text = (
        'a = 1 # [not.a.table]\n\n[t]\nx = """\n[list]\n"""\n[t.sub]\ny = 2\nz = [\n'
        '  "one", # ]\n  "two",\n  "three"]\n[t.inline]\ndeep = 1\n'
        "[[list]]\nn = 1\n\n[[list]]\nn = 2\n"
    )
    assert line_of(text, key) == line


def test_an_installed_package_brings_its_words(tmp_path: Path) -> None:
    folder, letter, _ = example(tmp_path)
    site = tmp_path / "site"
    shutil.copytree(folder, site / "ourtown_words")
    info = site / "ourtown-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ourtown\nVersion: 1.0\n")
    points = info / "entry_points.txt"
    points.write_text("[circular_parser.models]\nourtown = ourtown_words\n")
    code = (
        "import sys; from circular_parser import Parser; parser = Parser();"
        "print(parser.parse(sys.argv[1]).issuer.region_code, *parser.model.overlays)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(site)])}
    command = [sys.executable, "-c", code, str(letter)]
    printed = subprocess.check_output(command, env=env, text=True).split()
    assert printed == ["63.71", str(site / "ourtown_words")]
    points.write_text("[circular_parser.models]\nourtown = nowhere\n")
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert "entry point 'ourtown': no package 'nowhere'" in done.stderr
