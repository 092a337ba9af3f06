"""A teacher's analyses of training text, and learning from them; needs the training extra."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

from safetensors.torch import save_file  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

from kg.language.spans import BIO  # noqa: E402
from kg.language.training.alignment import IGNORED  # noqa: E402
from kg.language.training.bases import MINILM, base_of, load_base  # noqa: E402
from kg.language.training.data import collect_labels  # noqa: E402
from kg.language.training.evaluate import CORPUS, DEFAULT  # noqa: E402
from kg.language.training.gold import UNKNOWN, GoldSentence, GoldWord, read_treebank  # noqa: E402
from kg.language.training.losses import losses  # noqa: E402
from kg.language.training.model import Parser, Sizes, distance_buckets  # noqa: E402
from kg.language.training.optimizer import RunningMean  # noqa: E402
from kg.language.training.sources import prepare  # noqa: E402
from kg.language.training.taught import masked, taught_batches  # noqa: E402
from kg.language.training.teach import analyse, teach  # noqa: E402
from kg.language.words import MASK, WordReader  # noqa: E402

CPU = torch.device("cpu")
TEXT = "Officials of Estonia met in Riga. They signed an agreement on border control."


@pytest.fixture(scope="module")
def gold() -> list[GoldSentence]:
    return list(read_treebank(sorted((CORPUS / "treebank").glob("train*.conllu"))[0], names=False))[:40]


@pytest.fixture(scope="module")
def parser(gold: list[GoldSentence]) -> Parser:
    labels = collect_labels(gold)
    torch.manual_seed(1)
    counts = (len(labels.tags), len(labels.morphs), len(labels.lemmas), len(labels.relations), len(BIO))
    return Parser(Sizes(*counts, hidden=48, inner=96, layers=2, word=32, arc=32, relation=16, distances=32)).eval()


def batches(gold: list[GoldSentence]) -> list[dict[str, object]]:
    reader = WordReader(Tokenizer.from_file(str(DEFAULT / "seccoop_encoder" / "tokenizer.json")))
    return prepare([[s] for s in gold], reader, collect_labels(gold), 512, Random(1), masked=False)[0]


def unannotated() -> GoldSentence:
    return GoldSentence(tuple(GoldWord(w, True) for w in TEXT.split()), 2, whole=False)


def test_gold_heads_stay_and_text_without_annotation_gets_the_teacher_s(
    gold: list[GoldSentence], parser: Parser
) -> None:
    labels = collect_labels(gold)
    reader = WordReader(Tokenizer.from_file(str(DEFAULT / "seccoop_encoder" / "tokenizer.json")))
    [batch] = prepare([[gold[0]], [unannotated()]], reader, labels, 4096, Random(2), masked=False)[0]
    found = analyse(parser, batch, CPU)
    known = found["heads"] != IGNORED
    assert known.any(dim=1).sum() == 1
    assert (found["taught_heads"][known] == found["heads"][known]).all()
    rows = ~known.any(dim=1)
    assert (found["taught_heads"][rows][found["word_mask"][rows]] >= 0).all()
    assert (found["taught_heads"][~found["word_mask"]] == IGNORED).all()
    taught = found["taught_heads"] != IGNORED
    assert torch.allclose(found["head_weights"][taught].float().sum(dim=-1), torch.ones(int(taught.sum())), atol=5e-3)
    numbers = found["sentences"][rows][found["word_mask"][rows]]
    assert numbers[0] == 0
    assert set((numbers[1:] - numbers[:-1]).tolist()) <= {0, 1}


def test_who_agrees_with_the_teacher_has_nothing_to_learn(gold: list[GoldSentence], parser: Parser) -> None:
    batch = analyse(parser, batches(gold)[0], CPU)
    own = losses(parser, batch)
    torch.manual_seed(2)
    other = Parser(parser.sizes).eval()
    entropy = -(batch["tag_weights"].float() * batch["tag_weights"].float().clamp(min=1e-7).log()).sum(-1)
    assert own["taught tags"].item() == pytest.approx(float(entropy[batch["taught_heads"] != IGNORED].mean()), abs=0.01)
    theirs = losses(other, batch)
    for name in ("taught arc", "taught relation", "taught tags", "taught starts"):
        assert own[name] < theirs[name]
    assert set(own) >= {"arc", "relation", "tags", "starts"}


def test_masking_hides_words_and_leaves_the_batch(gold: list[GoldSentence], parser: Parser) -> None:
    batch = analyse(parser, batches(gold)[0], CPU)
    before = batch["pieces"].clone()
    hidden = [masked(batch, Random(seed))["pieces"] for seed in range(9)]
    assert (batch["pieces"] == before).all()
    assert all((pieces[pieces != before] == MASK).all() for pieces in hidden)
    assert any((pieces == MASK).any() for pieces in hidden)


def test_what_was_taught_is_read_again_and_others_go_round(
    gold: list[GoldSentence], parser: Parser, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError, match=r"kg\.language\.training\.teach"):
        taught_batches(tmp_path, 0, 1)
    teach(parser, batches(gold), tmp_path / "trees-0.pt")
    teach(parser, batches(gold)[:2], tmp_path / "news.pt")
    trees, others = taught_batches(tmp_path, 3, 1)
    assert len(trees) == len(batches(gold))
    assert len([next(others) for _ in range(5)]) == 5
    again, _ = taught_batches(tmp_path, 3, 1)
    assert all((a["pieces"] == b["pieces"]).all() for a, b in zip(trees, again, strict=True))


def test_distances_before_and_after_have_buckets_of_their_own() -> None:
    buckets = distance_buckets(torch.arange(300), 32)
    assert buckets.diagonal().eq(0).all()
    assert buckets[5, :6].tolist() == [5, 4, 3, 2, 1, 0]
    assert buckets[0, :4].tolist() == [0, 17, 18, 19]
    assert buckets[299, 0] == 15
    assert buckets[0, 299] == 31


def test_weights_of_another_encoder_are_refused(tmp_path: Path, parser: Parser) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    with pytest.raises(SystemExit, match=r"all-MiniLM-L6-v2.*all-mpnet-base-v2"):
        base_of(tmp_path)
    tables = {
        "embeddings.word_embeddings.weight": torch.zeros(30522, 48),
        "embeddings.position_embeddings.weight": torch.zeros(512, 48),
        "embeddings.token_type_embeddings.weight": torch.zeros(2, 48),
        "embeddings.LayerNorm.weight": torch.ones(48),
        "embeddings.LayerNorm.bias": torch.zeros(48),
    }
    save_file(tables, tmp_path / "model.safetensors")
    with pytest.raises(ValueError, match=r"does not hold all-MiniLM-L6-v2: missing .*layers\.0\.query\.weight"):
        load_base(parser.encoder, MINILM, tmp_path)


def test_labels_unknown_to_training_are_left_out(gold: list[GoldSentence]) -> None:
    strange = GoldSentence((GoldWord("Riga", False, "NNP", "PROPN|", UNKNOWN, -1, "ROOT", UNKNOWN),), 2)
    reader = WordReader(Tokenizer.from_file(str(DEFAULT / "seccoop_encoder" / "tokenizer.json")))
    [batch] = prepare([[strange]], reader, collect_labels(gold), 512, None)[0]
    assert batch["lemmas"][0, 0] == IGNORED
    assert batch["entities"][0, 0] == IGNORED


def test_the_mean_of_weights_forgets_what_was_before_training(parser: Parser) -> None:
    model = Parser(parser.sizes)
    mean = RunningMean(model, decay=0.99)
    before = model.word.bias.detach().clone()
    with torch.no_grad():
        model.word.bias.add_(1.0)
    for _ in range(30):
        mean.update(model)
    assert torch.allclose(mean.state["word.bias"], before + 1.0, atol=1e-3)
