"""The CSV in LibreOffice, headless: it opens, and no cell has become a formula."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from claimcheck.records import Results
from claimcheck.report.exports import export

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("http://a.example")', "\t=1+1")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("excel", [False, True])
def test_no_cell_is_a_formula(small_results: Results, tmp_path: Path, excel: bool) -> None:
    claims = tuple(
        dataclasses.replace(claim, proposition=FORMULAS[number], source=FORMULAS[number + 3])
        for number, claim in enumerate(small_results.claims)
    )
    results = dataclasses.replace(small_results, claims=claims)
    (path,) = export(results, tmp_path / "claims.csv", tables=["claims"], excel=excel)
    # 44,34,76: comma, double quote, UTF-8; the last true has cells evaluated, as when a user opens the file.
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true",
            "--convert-to",
            "ods",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    content = zipfile.ZipFile(tmp_path / "claims.ods").read("content.xml").decode("utf-8")
    assert "table:formula" not in content
    assert "HYPERLINK" in content
    assert "Nine people were hurt" in content
