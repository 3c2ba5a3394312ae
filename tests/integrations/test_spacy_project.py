"""The project to copy: its commands run, and its config is whole."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")

from spacy.tokens import DocBin  # noqa: E402
from spacy.util import load_config  # noqa: E402

from tests.conftest import ROOT  # noqa: E402

PROJECT = ROOT / "examples" / "spacy_project"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, all of whose commands have run."""
    directory = tmp_path_factory.mktemp("spacy") / "project"
    shutil.copytree(PROJECT, directory)
    run("weasel", "run", "all", str(directory))
    return directory


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_texts_are_linked(project: Path) -> None:
    docs = list(DocBin().from_disk(project / "linked.spacy").get_docs(spacy.blank("ar").vocab))
    lines = (project / "assets" / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [doc.text for doc in docs] == [json.loads(line)["text"] for line in lines]
    assert [(ent.text, ent.kb_id_) for ent in docs[0].ents][::3] == [
        ("صادر جباروف", "wikidata:Q25597826"),
        ("وقرغيزستان", "wikidata:Q813"),
    ]


def test_the_page_links_to_wikidata(project: Path) -> None:
    page = (project / "linked.html").read_text(encoding="utf-8")
    assert 'href="https://www.wikidata.org/wiki/Q25597826"' in page
    assert set(re.findall('href="([^"]*)"', page)) == {
        f"https://www.wikidata.org/wiki/{id}" for id in re.findall("wikidata:(Q[0-9]+)", page)
    }


def test_it_is_measured_against_gold(project: Path) -> None:
    scores = json.loads((project / "scores.json").read_text(encoding="utf-8"))
    assert scores["links_p"] == scores["links_nil_acc"] == 1
    assert scores["links_r"] > 0.8
    assert set(scores["links_per_type"]) == {"PERSON", "GPE", "ORG"}
    assert scores["nel_micro_f"]
    assert scores["ents_f"]


def test_the_config_is_filled_and_assembled(tmp_path: Path) -> None:
    config = PROJECT / "config.cfg"
    run("spacy", "init", "fill-config", str(config), str(tmp_path / "full.cfg"))
    filled = load_config(tmp_path / "full.cfg")["components"]["namelink"]
    assert filled == load_config(config)["components"]["namelink"]  # it leaves no setting out
    assert filled == {**spacy.blank("ar").get_factory_meta("namelink").default_config, "factory": "namelink"} | {
        "gazetteer": ["default"]
    }
    run("spacy", "assemble", str(tmp_path / "full.cfg"), str(tmp_path / "pipeline"))
    assert [ent.kb_id_ for ent in spacy.load(tmp_path / "pipeline")("زار بوتين موسكو").ents] == [
        "wikidata:Q7747",
        "wikidata:Q649",
    ]


def test_a_wrong_mention_in_the_gold_is_told(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"text": "زار بوتين", "mentions": [{"text": "موسكو", "label": "GPE", "id": null}]}\n')
    script = [sys.executable, str(PROJECT / "scripts" / "make_corpus.py"), str(texts), str(tmp_path / "gold.spacy")]
    done = subprocess.run(script, capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert "'موسكو' is not in the text" in done.stderr
