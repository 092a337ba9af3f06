"""Lists of counts behind a charge or plea, and violence made a hate crime by its motive, on parses built by hand."""

from __future__ import annotations

from kg.extract.acts import find_acts
from kg.extract.counts import by_motive, offence_behind, whole_list
from kg.extract.found import Covering
from kg.extract.lexicon import load_lexicon
from kg.extract.wordings import offence_mentions
from tests.builders import UD, from_table

# the parse loses the second count, as parsers do in long lists
COUNTS = """
convicted convict VBN VERB - ROOT = =
of of IN ADP robbery case = =
robbery robbery NN NOUN convicted obl = =
, , , PUNCT convicted punct = =
fraud fraud NN NOUN convicted dep = =
and and CC CCONJ arson cc = =
arson arson NN NOUN fraud conj = =
"""
ANOTHER_CLAUSE = """
convicted convict VBN VERB - ROOT = =
of of IN ADP robbery case = =
robbery robbery NN NOUN convicted obl = =
and and CC CCONJ continued cc = =
fraud fraud NN NOUN continued nsubj = =
continued continue VBD VERB convicted conj = =
"""
SERVED = """
sentenced sentence VBN VERB - ROOT = =
to to TO PART serve mark = =
serve serve VB VERB sentenced xcomp = =
life life NN NOUN serve obj = =
for for IN ADP murder case = =
the the DT DET murder det = =
murder murder NN NOUN life nmod = =
"""
MOTIVE = """
charged charge VBN VERB - ROOT = =
with with IN ADP assault case = =
assault assault NN NOUN charged obl = =
because because IN ADP race case = =
of of IN ADP because fixed = =
race race NN NOUN assault nmod = =
"""


def read(table: str) -> tuple[list[str], str]:
    """Return the labels of the offences listed from a table's first one on, and the words of what its verb leads to."""
    lexicon = load_lexicon()
    doc = from_table(table, UD)
    mentions = list(offence_mentions(doc, Covering(doc, []), lexicon))
    covering = Covering(doc, [*mentions, *find_acts(doc, Covering(doc, mentions), lexicon)])
    found = by_motive(whole_list(mentions[:1], covering, lexicon), lexicon)
    behind = offence_behind(doc[0], covering, lexicon)
    return [m.entry.label for m in found if m.entry], " ".join(m.text for m in behind)


def test_every_count_of_a_list_is_read() -> None:
    assert read(COUNTS)[0] == ["robbery", "fraud", "arson"]


def test_the_subject_of_the_next_clause_is_no_count() -> None:
    assert read(ANOTHER_CLAUSE)[0] == ["robbery"]


def test_what_a_sentence_is_served_for_stands_behind_it() -> None:
    assert read(SERVED)[1] == "murder"


def test_violence_with_a_motive_of_hatred_is_a_hate_crime() -> None:
    assert read(MOTIVE)[0] == ["hate crime"]
