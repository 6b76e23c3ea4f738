"""The wheel: carries all it needs and works from any folder of an empty environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FULL = "CIRCULAR_FULL_WHEEL" in os.environ or "CI" in os.environ
LETTER = """BUPATI NATUNA
SURAT EDARAN
NOMOR 060/12/ORG/2023
TENTANG
HARI KERJA PADA BULAN RAMADAN

Pegawai wajib mengisi daftar hadir setiap hari kerja.

Ditetapkan di Ranai
pada tanggal 20 Maret 2023
BUPATI NATUNA,

WAN SISWANDI
"""


def call(*command: str | Path, cwd: Path) -> str:
    # Nothing of the checkout or of this process may leak into the new environment.
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    call(sys.executable, *build, cwd=folder)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_package_the_models_and_the_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    carried = {name for name in names if name.startswith("circular_parser/models/")}
    models = [path for path in (ROOT / "models" / "circular_id").rglob("*") if path.is_file()]
    assert carried == {f"circular_parser/{path.relative_to(ROOT)}" for path in models}
    assert {"circular_parser/py.typed", "circular_parser/explanation_page.html"} <= names
    compare = ROOT / "src" / "circular_parser" / "compare"
    data = [path for path in compare.rglob("*.*") if path.suffix not in {".py", ".pyc"}]
    assert {f"circular_parser/{path.relative_to(compare.parent)}" for path in data} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests", "samples", "src")) for name in names)


@pytest.mark.slow
def test_the_installed_wheel_parses_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """Install into an empty environment and parse.

    With CI or CIRCULAR_FULL_WHEEL set, the dependencies are installed too, as locked.
    Otherwise those of this environment are lent to the new one, but not the package.
    """
    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    pip = (
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-compile",
    )
    if FULL:
        call(*pip, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=tmp_path)
    else:
        lend_libraries(home)
    call(*pip, "--no-index", wheel, cwd=tmp_path)

    letter = tmp_path / "elsewhere" / "surat.txt"
    letter.parent.mkdir()
    letter.write_text(LETTER, encoding="utf-8")
    code = "import circular_parser; print(circular_parser.__file__)"
    origin = call(python, "-c", code, cwd=letter.parent).strip()
    assert Path(origin).is_relative_to(home)
    record = json.loads(call(home / "bin/circular-parser", "parse", letter, cwd=letter.parent))
    assert record["number"] == "060/12/ORG/2023"
    assert record["issuer"]["region"] == "Kabupaten Natuna"
    doctor = call(home / "bin/circular-parser", "doctor", cwd=letter.parent)
    assert str(home) in next(line for line in doctor.splitlines() if "models" in line)


def lend_libraries(home: Path) -> None:
    """Link all that is installed here, but the package itself, into the environment *home*."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = home / "lib" / version / "site-packages"
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        own = "circular_parser" in entry.name
        if not own and not (site / entry.name).exists():
            (site / entry.name).symlink_to(entry)
