"""Words of the default tokenizer: those of the treebanks, in press text and on the web."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.language.tokens import EXCEPTIONS, PREFIXES, blank_english, lines_of


@pytest.fixture(scope="module")
def nlp() -> Language:
    return blank_english()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They did it!!!", "They did it !!!"),
        ("Is that so?!", "Is that so ?!"),
        ("What a mess.?", "What a mess .?"),
        ("Was he in the U.S.?", "Was he in the U.S. ?"),
        ("************Notice************", "************ Notice ************"),
        ("The End____________", "The End ____________"),
        ("The court met on Wed, May 3", "The court met on Wed , May 3"),
        ("Show your id, please", "Show your id , please"),
        ("A non-binding pre-trial order by e-mail in mid-May", "A non-binding pre-trial order by e-mail in mid-May"),
        ("An anti-drug unit and an ex-soldier", "An anti - drug unit and an ex - soldier"),
        ("The F-16 of a 28-year-old pilot", "The F-16 of a 28 - year - old pilot"),
        ("Call 555-304-8821 or 304-8821.", "Call 555-304-8821 or 304-8821 ."),
        ("In 2014-2016 and on 5-6 May", "In 2014 - 2016 and on 5 - 6 May"),
        ("Doors open at 7:30PM for 40k people", "Doors open at 7:30 PM for 40 k people"),
        ("The account(s) and the date", "The account ( s ) and the date"),
        ("#harbour was item #4", "#harbour was item # 4"),
        ("They left -but came back", "They left - but came back"),
        ("They left town- and came back", "They left town - and came back"),
        ("I wanna go and/or stay", "I wan na go and / or stay"),
        ('"Maria"<maria@example.org>', '" Maria " < maria@example.org >'),
        ("He was born in 1931,she in 1929", "He was born in 1931 , she in 1929"),
        ("(so he said):", "( so he said ) :"),
        ("He asked why?she left", "He asked why ? she left"),
    ],
)
def test_words_as_in_the_treebanks(nlp: Language, text: str, words: str) -> None:
    assert [t.text for t in nlp(text)] == words.split()


def test_the_lists_hold_for_every_entry(nlp: Language) -> None:
    for line in lines_of(EXCEPTIONS):
        assert [t.text for t in nlp(line.replace(" ", ""))] == line.split()
    for prefix in lines_of(PREFIXES):
        for form in (f"{prefix}-linear", f"{prefix.title()}-Linear"):
            assert [t.text for t in nlp(form)] == [form]
        assert [t.text for t in nlp(f"x{prefix}-linear")] == [f"x{prefix}", "-", "linear"]
