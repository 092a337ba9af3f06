"""Reading and aligning the training data; PyTorch is not needed."""

from __future__ import annotations

from pathlib import Path
from random import Random

from kg.language.training import gum_names, re3d
from kg.language.training.alignment import IGNORED
from kg.language.training.augment import curly_quotes, vary, without_apostrophes
from kg.language.training.conllu import TreebankSentence, Word, read_conllu
from kg.language.training.data import tokens_of
from kg.language.training.gold import UNKNOWN, GoldSentence, GoldWord, from_treebank, text_of

CONLLU = """# newdoc id = d
# newpar
# text = Police can't.
1\tPolice\tpolice\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tca\tcan\tAUX\tMD\tVerbForm=Fin\t0\troot\t_\t_
3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_
4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# text = COVID-19 spread.
1\tCOVID\tCOVID\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tSpaceAfter=No
2\t-\t-\tPUNCT\tHYPH\t_\t1\tpunct\t_\tSpaceAfter=No
3\t19\t19\tNUM\tCD\tNumType=Card\t1\tnmod\t_\t_
4\tspread\tspread\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""


def sentences(tmp_path: Path) -> list[TreebankSentence]:
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU, encoding="utf8")
    return list(read_conllu(path))


def test_documents_paragraphs_and_glued_words_are_read(tmp_path: Path) -> None:
    first, second = sentences(tmp_path)
    assert (first.opens_document, first.opens_paragraph) == (True, True)
    assert (second.opens_document, second.opens_paragraph) == (False, False)
    assert [w.space_after for w in first.words] == [True, False, False, True]


def test_words_are_laid_on_spacy_tokens(tmp_path: Path) -> None:
    golds = [from_treebank(s, [UNKNOWN] * len(s.words)) for s in sentences(tmp_path)]
    tokens = tokens_of(golds, None)
    assert [t.form for t in tokens] == ["Police", "ca", "n't", ".", "COVID-19", "spread", "."]
    assert [t.head for t in tokens] == [1, -1, 1, 1, 5, -1, 5]
    assert [t.start for t in tokens] == [1, 0, 0, 0, 1, 0, 0]
    joined = tokens[4]
    assert (joined.tag, joined.relation, joined.lemma) == ("NNP", "nsubj", UNKNOWN)
    assert [t.space for t in tokens] == [False, True, False, False, True, True, False]


def test_a_word_that_spacy_splits_is_known_by_no_token_but_its_last() -> None:
    words = (
        GoldWord("vice-chair", True, "NN", "NOUN|", "vice-chair", 1, "nsubj", "B-ORG"),
        GoldWord("came", False, "VBD", "VERB|", "come", -1, "ROOT", "O"),
    )
    tokens = tokens_of([GoldSentence(words, 2)], None)
    assert [t.form for t in tokens] == ["vice", "-", "chair", "came"]
    assert [t.head for t in tokens] == [IGNORED, IGNORED, 3, -1]
    assert [t.tag for t in tokens] == [UNKNOWN, UNKNOWN, "NN", "VBD"]
    assert [t.entity for t in tokens] == ["B-ORG", "I-ORG", "I-ORG", "O"]


def word(form: str, tag: str, misc: str, upos: str = "PROPN") -> Word:
    return Word(form, form.lower(), upos, tag, "", 0, "dep", True, misc)


def test_gum_mentions_become_names_around_their_proper_head() -> None:
    sentence = TreebankSentence(
        (
            word("the", "DT", "Entity=(1-organization-new-nnnnn-cf1-4-sgl-X", "DET"),
            word("United", "NNP", "Entity=(2-place-new-nnnnn-cf2-1,2-sgl"),
            word("States", "NNPS", "Entity=2)"),
            word("Senate", "NNP", "Entity=1)"),
            word("met", "VBD", "_", "VERB"),
            word("a", "DT", "Entity=(3-person-new-nnnnn-cf1-3-sgl", "DET"),
            word("Danish", "JJ", "_", "ADJ"),
            word("man", "NN", "Entity=3)", "NOUN"),
        ),
        True,
    )
    assert gum_names.labels([sentence])[0] == ["O", "B-ORG", "I-ORG", "I-ORG", "O", "O", gum_names.UNKNOWN, "O"]


def test_re3d_keeps_names_cuts_articles_and_leaves_nominal_mentions() -> None:
    text = "The Iraqi President Fuad Masum met the coalition and Iraqi forces in Mosul's north."

    def mention(kind: str, value: str) -> dict[str, object]:
        begin = text.index(value)
        return {"type": kind, "value": value, "begin": begin, "end": begin + len(value)}

    document = {
        "text": text,
        "entities": [
            mention("Person", "Iraqi President Fuad Masum"),
            mention("Nationality", "Iraqi"),
            mention("Organisation", "the coalition"),
            mention("Organisation", "Iraqi forces"),
            mention("Location", "Mosul's"),
        ],
    }
    named = [(text[a:b], label) for a, b, label in re3d.names(document, frozenset())]
    assert named == [
        ("Iraqi", "NORP"),
        ("President Fuad Masum", "PERSON"),
        ("Iraqi forces", re3d.UNKNOWN),
        ("Mosul", "LOC"),
    ]


def test_a_state_that_acts_is_a_place() -> None:
    mentions = [{"type": "Location", "value": "Russia"}, {"type": "Organisation", "value": "Russia"}]
    mentions += [{"type": "Organisation", "value": "Daesh"}] * 9 + [{"type": "Location", "value": "Daesh"}]
    assert re3d.place_names([{"entities": mentions}]) == {"Russia"}


def test_variants_keep_the_annotation() -> None:
    words = [GoldWord("Police", True), GoldWord('"', False), GoldWord("did", False), GoldWord("n't", False)]
    assert text_of(curly_quotes(words))[0] == "Police \u201cdidn\u2019t"
    assert text_of(without_apostrophes(words))[0] == 'Police "didnt'
    seen = {text_of(vary(words, Random(seed)))[0] for seed in range(300)}
    assert len(seen) > 3
    assert vary(words, Random(5)) == vary(words, Random(5))
