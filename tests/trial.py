"""A copy of the library with a made-up amendment of 2026 on file, which the rules do not follow yet."""

import hashlib
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
OLD, NEW = "sixty thousand dollars ($60,000)", "seventy thousand dollars ($70,000)"
RAISE = f'in C after "level three-A teacher is" strike "{OLD}" insert "{NEW}"'
SAID = f'The 2026 amendment, in Subsection C, after "level three-A teacher is", deleted "{OLD}" and added "{NEW}".'


def trial_library(folder: Path, operation: str = RAISE, said: str = SAID) -> Path:
    """A project in `folder` with the library of this repository and one more act, in force from 2026-07-01."""
    for part in ("policy", "statutes"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "pincite.toml").touch()
    law = folder / "statutes" / "us-nm" / "22-10A-11.law"
    (law.parent / "sources" / "trial.txt").write_text(f"{said}\n", encoding="utf-8")
    digest = hashlib.sha256(f"{said}\n".encode()).hexdigest()
    text = law.read_text(encoding="utf-8")
    source = f'source    trial "sources/trial.txt" sha256:{digest}\n  known until 2026-12-31 because "a trial"\n  rights "ours"\n'
    act = f'act "Laws 2026, ch. 1, § 1" effective 2026-07-01 {{\n  {operation}\n  note from trial {{\n{said}\n}}\n}}\n\n'
    text = text.replace("\ntext from justia on 2019", f"{source}\ntext from justia on 2019", 1)
    law.write_text(text.replace("# Two acts of 2019", f"{act}# Two acts of 2019", 1), encoding="utf-8")
    return folder


def follow(folder: Path) -> None:
    """The clause for the new words, beside the old one."""
    rules = folder / "policy" / "us-nm" / "level-three.pol"
    text = rules.read_text(encoding="utf-8")
    start, end = text.index('  "The minimum salary for a level three-A teacher is'), text.index('  "With the adoption')
    old = text[start:end]
    assert OLD in old and "= $60,000" in old
    rules.write_text(text[:start] + old.replace(OLD, NEW).replace("$60,000", "$70,000") + text[start:], encoding="utf-8")
