#!/usr/bin/env python3
"""Writes the administrative units and the demo agencies from published data.

    python3 forms/catalogue/datasets/make.py

Needs Python 3.10 or later with pip, and the network. Fetches two exact
releases of `vietnam-provinces`, compares their SHA-256, reads the JSON inside
(nothing is installed, no code of theirs runs) and writes beside itself:

    vn-admin-units@2025-07-01.json    34 provinces, 3,321 communes
    vn-admin-units@2025-06-30.json    63 provinces, their districts and communes
    ../agencies.json                  the demo province's agencies

The same input gives the same bytes: running it twice changes nothing.
README.md explains the format.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = "vietnam-provinces"
RELEASES = {
    "2025-07-01": ("2025.10.1", "1693dece496b1e04e2b637a3dd79a87a22666e13c91c51cf06dc27e482987f57"),
    "2025-06-30": ("0.6.0", "4b5772870efdcb7c58a64fbdc0e0c9ce497e67017a0c189dff99582ddadb7815"),
}
NESTED = "vietnam_provinces/data/nested-divisions.json"

# How a kind of unit is said in English: after its name, or before a name that
# begins with a digit: "Tô Hiệu Ward", "Ward 1".
ENGLISH = {
    "Tỉnh": "Province",
    "Thành phố": "City",
    "Quận": "District",
    "Huyện": "District",
    "Thị xã": "Town",
    "Thị trấn": "Township",
    "Phường": "Ward",
    "Xã": "Commune",
    "Đặc khu": "Special Zone",
}

SON_LA = "14"
POLICE, CIVIL_STATUS_EXTRACT, BIRTH, RESIDENCE = "3.000333", "2.000635", "1.001193", "1.004222"

# Vietnamese dictionary order: base letters first, tones decide ties.
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]


def fetch(version: str, sha256: str, folder: str) -> list:
    """The nested units of one release, verified."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
         "--dest", folder, f"{PACKAGE}=={version}"],
        check=True,
    )
    wheel = next(pathlib.Path(folder).glob(f"*-{version}-*.whl"))
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{wheel.name}: SHA-256 is {found}, expected {sha256}")
    with zipfile.ZipFile(wheel) as archive:
        return json.loads(archive.read(NESTED))


def tidy(name: str) -> str:
    """NFC, single spaces, `Thành phố`: some names of the source have two spaces or a capital P."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    return name.replace("Thành Phố ", "Thành phố ", 1)


def kind_of(name: str) -> tuple[str, str]:
    """`Phường Tô Hiệu` -> (`Phường`, `Tô Hiệu`)."""
    for kind in sorted(ENGLISH, key=len, reverse=True):
        if name.startswith(kind + " "):
            return kind, name[len(kind) + 1:]
    sys.exit(f"unit of unknown kind: {name}")


def english(name: str) -> str:
    kind, bare = kind_of(name)
    return f"{ENGLISH[kind]} {bare}" if bare[0].isdigit() else f"{bare} {ENGLISH[kind]}"


def order(name: str) -> tuple:
    """Sort key: Vietnamese dictionary order of the name without its kind."""
    _, bare = kind_of(name)
    letters, tones = [], []
    for char in bare.lower():
        tone = 0
        plain = ""
        for part in unicodedata.normalize("NFD", char):
            if part in TONES:
                tone = TONES.index(part)
            else:
                plain += part
        plain = unicodedata.normalize("NFC", plain)
        if plain in LETTERS:
            letters.append((2, LETTERS.index(plain)))
            tones.append(tone)
        elif plain.isdigit():
            letters.append((1, int(plain)))
            tones.append(0)
        else:
            letters.append((0, 0))
            tones.append(0)
    number = int(bare) if bare.isdigit() else 0
    return number, letters, tones, bare, name


def province_name(province: dict) -> str:
    """The newer release leaves the word Tỉnh out."""
    name = tidy(province["name"])
    return name if name.startswith(("Tỉnh ", "Thành phố ")) else f"Tỉnh {name}"


def level(rows: list) -> str:
    """One line per unit, in the order people read."""
    rows = sorted(rows, key=lambda row: (order(row[1]), row[0]))
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows) + "\n]"


def write_dataset(date: str, version: str, levels: dict) -> None:
    head = {
        "id": f"vn-admin-units@{date}",
        "source": f"PyPI {PACKAGE} {version}",
        "english": ENGLISH,
    }
    body = [f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    body += [f"{json.dumps(name)}:{level(rows)}" for name, rows in levels.items()]
    (HERE / f"vn-admin-units@{date}.json").write_text("{" + ",\n".join(body) + "}\n", encoding="utf-8")
    print(f"vn-admin-units@{date}:", ", ".join(f"{len(rows)} {name}" for name, rows in levels.items()))


def units_since_july(nested: list) -> dict:
    provinces = [[f"{p['code']:02}", province_name(p)] for p in nested]
    communes = [[f"{w['code']:05}", tidy(w["name"]), f"{p['code']:02}"] for p in nested for w in p["wards"]]
    return {"provinces": provinces, "communes": communes}


def units_before_july(nested: list) -> dict:
    provinces, districts, communes = [], [], []
    for p in nested:
        provinces.append([f"{p['code']:02}", province_name(p)])
        for d in p["districts"]:
            districts.append([f"{d['code']:03}", tidy(d["name"]), f"{p['code']:02}"])
            communes += [[f"{w['code']:05}", tidy(w["name"]), f"{d['code']:03}"] for w in d["wards"]]
    return {"provinces": provinces, "districts": districts, "communes": communes}


def agencies(units: dict) -> str:
    """The demo agencies: two departments and every commune of Sơn La. The
    first is the environment's: its API client, its merchant account."""
    rows = [
        {"code": "DEMO-SL-002", "name": {"vi": "Sở Tư pháp tỉnh Sơn La", "en": "Sơn La Department of Justice"},
         "level": "province", "unit": SON_LA, "offers": [CIVIL_STATUS_EXTRACT]},
        {"code": "DEMO-SL-001", "name": {"vi": "Công an tỉnh Sơn La", "en": "Sơn La Provincial Police"},
         "level": "province", "unit": SON_LA, "offers": [POLICE]},
    ]
    communes = [row for row in units["communes"] if row[2] == SON_LA]
    for code, name, _ in sorted(communes, key=lambda row: order(row[1])):
        kind, bare = kind_of(name)
        rows.append({
            "code": f"DEMO-SL-{code}",
            "name": {"vi": f"Ủy ban nhân dân {kind.lower()} {bare}", "en": f"People's Committee of {english(name)}"},
            "level": "commune", "unit": code, "offers": [BIRTH, CIVIL_STATUS_EXTRACT, RESIDENCE],
        })
    province = next(name for code, name in units["provinces"] if code == SON_LA)
    head = {"illustrative": True, "province": {"code": SON_LA, "name": {"vi": province, "en": english(province)}}}
    body = [f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    body.append('"agencies":[\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]")
    print(f"agencies: {len(rows)}, of them {len(communes)} communes")
    return "{" + ",\n".join(body) + "}\n"


def expect(units: dict, **counts: int) -> None:
    """The official counts; another count means the source changed."""
    for name, count in counts.items():
        if len(units[name]) != count:
            sys.exit(f"{len(units[name])} {name}, expected {count}")
        codes = [row[0] for row in units[name]]
        if len(set(codes)) != len(codes):
            sys.exit(f"{name}: a code stands twice")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        new = units_since_july(fetch(*RELEASES["2025-07-01"], folder))
        old = units_before_july(fetch(*RELEASES["2025-06-30"], folder))
    expect(new, provinces=34, communes=3321)
    expect(old, provinces=63, districts=696, communes=10051)
    write_dataset("2025-07-01", RELEASES["2025-07-01"][0], new)
    write_dataset("2025-06-30", RELEASES["2025-06-30"][0], old)
    (HERE.parent / "agencies.json").write_text(agencies(new), encoding="utf-8")


if __name__ == "__main__":
    main()
