"""One view of syntax over two label schemes: every expectation holds for both parses of its sentence."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from spacy.tokens import Doc, Token

from kg.extract.nounslots import noun_slots, supported_slots
from kg.extract.slots import verb_slots
from kg.language.syntax import base, children, conjuncts, first_conjunct, is_passive, objects, preposition, subjects
from tests.builders import SCHEMES, UD, from_table, word

# form, lemma, tag, part of speech, UD head and label, ClearNLP head and label
SENTENCES = {
    "active": """
        Police    police   NNS PROPN arrested nsubj    =        =
        arrested  arrest   VBD VERB  -        root     -        =
        Mendez    Mendez   NNP PROPN arrested obj      =        dobj
        in        in       IN  ADP   Madrid   case     arrested prep
        Madrid    Madrid   NNP PROPN arrested obl      in       pobj
        """,
    "passive with agent": """
        Mendez    Mendez   NNP PROPN arrested nsubj:pass =        nsubjpass
        was       be       VBD AUX   arrested aux:pass   =        auxpass
        arrested  arrest   VBN VERB  -        root       -        =
        by        by       IN  ADP   police   case       arrested agent
        Spanish   Spanish  JJ  ADJ   police   amod       =        =
        police    police   NNS NOUN  arrested obl:agent  by       pobj
        at        at       IN  ADP   airport  case       arrested prep
        the       the      DT  DET   airport  det        =        =
        airport   airport  NN  NOUN  arrested obl        at       pobj
        """,
    "passive without agent": """
        Mendez    Mendez   NNP PROPN arrested nsubj:pass =        nsubjpass
        has       have     VBZ AUX   arrested aux        =        =
        been      be       VBN AUX   arrested aux:pass   =        auxpass
        arrested  arrest   VBN VERB  -        root       -        =
        in        in       IN  ADP   Lebanon  case       arrested prep
        Lebanon   Lebanon  NNP PROPN arrested obl        in       pobj
        """,
    "perfect active": """
        Kenya     Kenya    NNP PROPN deported nsubj    =        =
        has       have     VBZ AUX   deported aux      =        =
        deported  deport   VBN VERB  -        root     -        =
        Banda     Banda    NNP PROPN deported obj      =        dobj
        """,
    "subject relative": """
        The       the      DT  DET   officer  det       =        =
        officer   officer  NN  NOUN  resigned nsubj     =        =
        who       who      WP  PRON  arrested nsubj     =        =
        arrested  arrest   VBD VERB  officer  acl:relcl =        relcl
        Ferrer    Ferrer   NNP PROPN arrested obj       =        dobj
        resigned  resign   VBD VERB  -        root      -        =
        """,
    "object relative": """
        The       the      DT  DET   banker   det       =        =
        banker    banker   NN  NOUN  denied   nsubj     =        =
        whom      whom     WP  PRON  arrested obj       =        dobj
        police    police   NNS NOUN  arrested nsubj     =        =
        arrested  arrest   VBD VERB  banker   acl:relcl =        relcl
        denied    deny     VBD VERB  -        root      -        =
        it        it       PRP PRON  denied   obj       =        dobj
        """,
    "object relative without pronoun": """
        The       the      DT  DET   rifles   det       =        =
        rifles    rifle    NNS NOUN  came     nsubj     =        =
        police    police   NNS NOUN  seized   nsubj     =        =
        seized    seize    VBD VERB  rifles   acl:relcl =        relcl
        came      come     VBD VERB  -        root      -        =
        """,
    "passive relative": """
        Ferrer    Ferrer   NNP PROPN pleaded  nsubj      =        =
        ,         ,        ,   PUNCT Ferrer   punct      =        =
        who       who      WP  PRON  extradited nsubj:pass =      nsubjpass
        was       be       VBD AUX   extradited aux:pass =        auxpass
        extradited extradite VBN VERB Ferrer  acl:relcl  =        relcl
        from      from     IN  ADP   Panama   case       extradited prep
        Panama    Panama   NNP PROPN extradited obl      from     pobj
        to        to       IN  ADP   Spain    case       extradited prep
        Spain     Spain    NNP PROPN extradited obl      to       pobj
        ,         ,        ,   PUNCT Ferrer   punct      =        =
        pleaded   plead    VBD VERB  -        root       -        =
        """,
    "reduced relative": """
        A         a        DT  DET   man      det       =        =
        man       man      NN  NOUN  escaped  nsubj     =        =
        wanted    want     VBN VERB  man      acl       =        =
        by        by       IN  ADP   Interpol case      wanted   agent
        Interpol  Interpol NNP PROPN wanted   obl:agent by       pobj
        for       for      IN  ADP   fraud    case      wanted   prep
        fraud     fraud    NN  NOUN  wanted   obl       for      pobj
        escaped   escape   VBD VERB  -        root      -        =
        """,
    "active reduced relative": """
        An        a        DT  DET   officer  det       =        =
        officer   officer  NN  NOUN  resigned nsubj     =        =
        leading   lead     VBG VERB  officer  acl       =        =
        the       the      DT  DET   raid     det       =        =
        raid      raid     NN  NOUN  leading  obj       =        dobj
        resigned  resign   VBD VERB  -        root      -        =
        """,
    "coordinated verbs": """
        Detectives detective NNS NOUN raided  nsubj    =        =
        raided    raid     VBD VERB  -        root     -        =
        the       the      DT  DET   depot    det      =        =
        depot     depot    NN  NOUN  raided   obj      =        dobj
        and       and      CC  CCONJ arrested cc       raided   cc
        arrested  arrest   VBD VERB  raided   conj     =        =
        Holt      Holt     NNP PROPN arrested obj      =        dobj
        """,
    "shared object": """
        Police    police   NNS NOUN  located  nsubj    =        =
        located   locate   VBD VERB  -        root     -        =
        and       and      CC  CCONJ arrested cc       located  cc
        arrested  arrest   VBD VERB  located  conj     =        =
        Holt      Holt     NNP PROPN arrested obj      =        dobj
        """,
    "intransitive first conjunct": """
        Police    police   NNS NOUN  arrived  nsubj    =        =
        arrived   arrive   VBD VERB  -        root     -        =
        in        in       IN  ADP   Faro     case     arrived  prep
        Faro      Faro     NNP PROPN arrived  obl      in       pobj
        and       and      CC  CCONJ arrested cc       arrived  cc
        arrested  arrest   VBD VERB  arrived  conj     =        =
        Holt      Holt     NNP PROPN arrested obj      =        dobj
        """,
    "coordinated passives": """
        Idris     Idris    NNP PROPN arrested nsubj:pass =        nsubjpass
        was       be       VBD AUX   arrested aux:pass   =        auxpass
        arrested  arrest   VBN VERB  -        root       -        =
        and       and      CC  CCONJ deported cc         arrested cc
        deported  deport   VBN VERB  arrested conj       =        =
        to        to       IN  ADP   Rwanda   case       deported prep
        Rwanda    Rwanda   NNP PROPN deported obl        to       pobj
        """,
    "coordinated arguments": """
        Canada    Canada   NNP PROPN sanctioned nsubj  =        =
        ,         ,        ,   PUNCT Japan    punct    Canada   =
        Japan     Japan    NNP PROPN Canada   conj     =        =
        and       and      CC  CCONJ Norway   cc       Japan    =
        Norway    Norway   NNP PROPN Canada   conj     Japan    =
        sanctioned sanction VBD VERB -        root     -        =
        Volkov    Volkov   NNP PROPN sanctioned obj    =        dobj
        and       and      CC  CCONJ Orlov    cc       Volkov   =
        Orlov     Orlov    NNP PROPN Volkov   conj     =        =
        """,
    "subject control": """
        Liberia   Liberia  NNP PROPN wants    nsubj    =        =
        wants     want     VBZ VERB  -        root     -        =
        to        to       TO  PART  join     mark     =        aux
        join      join     VB  VERB  wants    xcomp    =        =
        NATO      NATO     NNP PROPN join     obj      =        dobj
        """,
    "object control": """
        Moscow    Moscow   NNP PROPN ordered  nsubj    =        =
        ordered   order    VBD VERB  -        root     -        =
        the       the      DT  DET   navy     det      =        =
        navy      navy     NN  NOUN  ordered  obj      seize    nsubj
        to        to       TO  PART  seize    mark     =        aux
        seize     seize    VB  VERB  ordered  xcomp    =        ccomp
        the       the      DT  DET   tanker   det      =        =
        tanker    tanker   NN  NOUN  seize    obj      =        dobj
        """,
    "raising passive": """
        Nina      Nina     NNP PROPN appears  nsubj    =        =
        appears   appear   VBZ VERB  -        root     -        =
        to        to       TO  PART  arrested mark     =        aux
        have      have     VB  AUX   arrested aux      =        =
        been      be       VBN AUX   arrested aux:pass =        auxpass
        arrested  arrest   VBN VERB  appears  xcomp    =        =
        """,
    "from and to": """
        Nigeria   Nigeria  NNP PROPN extradited nsubj  =        =
        extradited extradite VBD VERB -       root     -        =
        Okoro     Okoro    NNP PROPN extradited obj    =        dobj
        from      from     IN  ADP   Lagos    case     extradited prep
        Lagos     Lagos    NNP PROPN extradited obl    from     pobj
        to        to       IN  ADP   London   case     extradited prep
        London    London   NNP PROPN extradited obl    to       pobj
        and       and      CC  CCONJ Paris    cc       London   =
        Paris     Paris    NNP PROPN London   conj     =        =
        """,
    "in coordination with": """
        Police    police   NNS NOUN  arrested nsubj    =        =
        arrested  arrest   VBD VERB  -        root     -        =
        Holt      Holt     NNP PROPN arrested obj      =        dobj
        in        in       IN  ADP   coordination case arrested prep
        coordination coordination NN NOUN arrested obl in       pobj
        with      with     IN  ADP   Interpol case     coordination prep
        Interpol  Interpol NNP PROPN coordination nmod with     pobj
        """,
    "event noun": """
        Kenya     Kenya    NNP PROPN deportation nmod:poss = poss
        's        's       POS PART  Kenya    case     =        =
        deportation deportation NN NOUN angered nsubj  =        =
        of        of       IN  ADP   Banda    case     deportation prep
        Banda     Banda    NNP PROPN deportation nmod  of       pobj
        to        to       IN  ADP   Malawi   case     deportation prep
        Malawi    Malawi   NNP PROPN deportation nmod  to       pobj
        angered   anger    VBD VERB  -        root     -        =
        him       he       PRP PRON  angered  obj      =        dobj
        """,
    "light verb": """
        Police    police   NNS NOUN  made     nsubj    =        =
        made      make     VBD VERB  -        root     -        =
        an        a        DT  DET   arrest   det      =        =
        arrest    arrest   NN  NOUN  made     obj      =        dobj
        in        in       IN  ADP   Porto    case     made     prep
        Porto     Porto    NNP PROPN made     obl      in       pobj
        """,
    "two objects": """
        Japan     Japan    NNP PROPN gave     nsubj    =        =
        gave      give     VBD VERB  -        root     -        =
        Peru      Peru     NNP PROPN gave     iobj     =        dative
        boats     boat     NNS NOUN  gave     obj      =        dobj
        """,
    "possessed object": """
        Italy     Italy    NNP PROPN praised  nsubj    =        =
        praised   praise   VBD VERB  -        root     -        =
        Libya     Libya    NNP PROPN role     nmod:poss =       poss
        's        's       POS PART  Libya    case     =        =
        role      role     NN  NOUN  praised  obj      =        dobj
        """,
    "for with a verb": """
        Police    police   NNS NOUN  arrested nsubj    =        =
        arrested  arrest   VBD VERB  -        root     -        =
        Holt      Holt     NNP PROPN arrested obj      =        dobj
        for       for      IN  SCONJ smuggling mark    arrested prep
        smuggling smuggle  VBG VERB  arrested advcl    for      pcomp
        rifles    rifle    NNS NOUN  smuggling obj     =        dobj
        """,
    "on suspicion of": """
        Holt      Holt     NNP PROPN arrested nsubj:pass =        nsubjpass
        was       be       VBD AUX   arrested aux:pass   =        auxpass
        arrested  arrest   VBN VERB  -        root       -        =
        on        on       IN  ADP   suspicion case      arrested prep
        suspicion suspicion NN NOUN  arrested obl        on       pobj
        of        of       IN  ADP   fraud    case       suspicion prep
        fraud     fraud    NN  NOUN  suspicion nmod      of       pobj
        """,
    "place behind the subject": """
        Police    police   NNS NOUN  arrested nsubj    =        =
        in        in       IN  ADP   Tangier  case     Police   prep
        Tangier   Tangier  NNP PROPN Police   nmod     in       pobj
        arrested  arrest   VBD VERB  -        root     -        =
        Holt      Holt     NNP PROPN arrested obj      =        dobj
        """,
    "place of a place": """
        Holt      Holt     NNP PROPN arrested nsubj:pass =        nsubjpass
        was       be       VBD AUX   arrested aux:pass   =        auxpass
        arrested  arrest   VBN VERB  -        root       -        =
        at        at       IN  ADP   hotel    case       arrested prep
        a         a        DT  DET   hotel    det        =        =
        hotel     hotel    NN  NOUN  arrested obl        at       pobj
        in        in       IN  ADP   Porto    case       hotel    prep
        Porto     Porto    NNP PROPN hotel    nmod       in       pobj
        """,
    "object of an object": """
        Italy     Italy    NNP PROPN praised  nsubj    =        =
        praised   praise   VBD VERB  -        root     -        =
        the       the      DT  DET   role     det      =        =
        role      role     NN  NOUN  praised  obj      =        dobj
        of        of       IN  ADP   Libya    case     role     prep
        Libya     Libya    NNP PROPN role     nmod     of       pobj
        """,
    "given to": """
        Japan     Japan    NNP PROPN gave     nsubj    =        =
        gave      give     VBD VERB  -        root     -        =
        boats     boat     NNS NOUN  gave     obj      =        dobj
        to        to       IN  ADP   Peru     case     gave     dative
        Peru      Peru     NNP PROPN gave     obl      to       pobj
        """,
    "accused of doing": """
        Malenko   Malenko  NNP PROPN accused  nsubj:pass =        nsubjpass
        is        be       VBZ AUX   accused  aux:pass   =        auxpass
        accused   accuse   VBN VERB  -        root       -        =
        of        of       IN  SCONJ killing  mark       accused  prep
        killing   kill     VBG VERB  accused  advcl      of       pcomp
        Orlov     Orlov    NNP PROPN killing  obj        =        dobj
        """,
    "apposition": """
        Benali    Benali   NNP PROPN fled     nsubj    =        =
        ,         ,        ,   PUNCT national punct    Benali   =
        a         a        DT  DET   national det      =        =
        Belgian   Belgian  JJ  ADJ   national amod     =        =
        national  national NN  NOUN  Benali   appos    =        =
        ,         ,        ,   PUNCT Benali   punct    =        =
        fled      flee     VBD VERB  -        root     -        =
        """,
    "participle behind a main clause": """
        Gunmen    gunman   NNS NOUN  attacked nsubj    =        =
        attacked  attack   VBD VERB  -        root     -        =
        Gao       Gao      NNP PROPN attacked obj      =        dobj
        ,         ,        ,   PUNCT killing  punct    attacked =
        killing   kill     VBG VERB  attacked advcl    =        =
        guards    guard    NNS NOUN  killing  obj      =        dobj
        """,
}


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> str:
    """Every test runs over both label schemes."""
    return str(request.param)


def texts(tokens: Iterable[Token]) -> list[str]:
    return [token.text for token in tokens]


def parse(name: str, scheme: str) -> Doc:
    return from_table(SENTENCES[name], scheme)


@pytest.mark.parametrize(
    ("name", "verb", "passive", "whose", "what"),
    [
        ("active", "arrested", False, ["Police"], ["Mendez"]),
        ("passive with agent", "arrested", True, ["Mendez"], []),
        ("passive without agent", "arrested", True, ["Mendez"], []),
        ("perfect active", "deported", False, ["Kenya"], ["Banda"]),
        ("subject relative", "arrested", False, ["officer"], ["Ferrer"]),
        ("subject relative", "resigned", False, ["officer"], []),
        ("object relative", "arrested", False, ["police"], ["banker"]),
        ("object relative", "denied", False, ["banker"], ["it"]),
        ("object relative without pronoun", "seized", False, ["police"], ["rifles"]),
        ("passive relative", "extradited", True, ["Ferrer"], []),
        ("reduced relative", "wanted", True, ["man"], []),
        ("active reduced relative", "leading", False, ["officer"], ["raid"]),
        ("coordinated verbs", "raided", False, ["Detectives"], ["depot"]),
        ("coordinated verbs", "arrested", False, ["Detectives"], ["Holt"]),
        ("shared object", "located", False, ["Police"], ["Holt"]),
        ("shared object", "arrested", False, ["Police"], ["Holt"]),
        ("coordinated passives", "arrested", True, ["Idris"], []),
        ("coordinated passives", "deported", True, ["Idris"], []),
        ("subject control", "join", False, ["Liberia"], ["NATO"]),
        ("object control", "seize", False, ["navy"], ["tanker"]),
        ("raising passive", "arrested", True, ["Nina"], []),
        ("accused of doing", "killing", False, ["Malenko"], ["Orlov"]),
        ("apposition", "fled", False, ["Benali"], []),
        ("participle behind a main clause", "killing", False, ["Gunmen"], ["guards"]),
    ],
)
def test_voice_subject_and_object(
    name: str, verb: str, passive: bool, whose: list[str], what: list[str], scheme: str
) -> None:
    token = word(parse(name, scheme), verb)
    assert is_passive(token) is passive
    assert texts(subjects(token)) == whose
    assert texts(objects(token)) == what


@pytest.mark.parametrize(
    ("name", "verb", "slots"),
    [
        ("active", "arrested", {"subject Police", "object Mendez", "in Madrid"}),
        ("passive with agent", "arrested", {"object Mendez", "by police", "by_mod Spanish", "at airport"}),
        ("passive without agent", "arrested", {"object Mendez", "in Lebanon"}),
        ("subject relative", "arrested", {"subject officer", "object Ferrer"}),
        ("passive relative", "extradited", {"object Ferrer", "from Panama", "to Spain"}),
        ("reduced relative", "wanted", {"object man", "by Interpol", "for fraud"}),
        ("coordinated arguments", "sanctioned", {
            "subject Canada", "subject Japan", "subject Norway", "object Volkov", "object Orlov",
        }),
        ("coordinated passives", "deported", {"object Idris", "to Rwanda"}),
        ("from and to", "extradited", {"subject Nigeria", "object Okoro", "from Lagos", "to London", "to Paris"}),
        ("in coordination with", "arrested", {"subject Police", "object Holt", "assist Interpol"}),
        ("two objects", "gave", {"subject Japan", "object boats", "iobj Peru"}),
        ("possessed object", "praised", {"subject Italy", "object role", "object_poss Libya"}),
        ("for with a verb", "arrested", {"subject Police", "object Holt", "for smuggling", "nested_for rifles"}),
        (
            "on suspicion of",
            "arrested",
            {"object Holt", "on suspicion", "on fraud", "on_suspicion fraud", "on_of fraud"},
        ),
        ("place of a place", "arrested", {"object Holt", "at hotel", "outer_at Porto", "at_in Porto"}),
        ("object of an object", "praised", {"subject Italy", "object role", "object_of Libya"}),
        ("given to", "gave", {"subject Japan", "object boats", "to Peru"}),
        ("accused of doing", "accused", {"object Malenko", "of killing", "nested_of Orlov"}),
        ("place behind the subject", "arrested", {"subject Police", "subject_place Tangier", "object Holt"}),
    ],
)  # fmt: skip
def test_slots_of_a_verb(name: str, verb: str, slots: set[str], scheme: str) -> None:
    assert {f"{slot} {token.text}" for slot, token in verb_slots(word(parse(name, scheme), verb))} == slots


def test_an_intransitive_conjunct_takes_no_object(scheme: str) -> None:
    doc = parse("intransitive first conjunct", scheme)
    assert objects(word(doc, "arrived")) == []
    assert texts(subjects(word(doc, "arrested"))) == ["Police"]


def test_slots_of_an_event_noun(scheme: str) -> None:
    noun = word(parse("event noun", scheme), "deportation")
    assert {f"{slot} {token.text}" for slot, token in noun_slots(noun)} == {"poss Kenya", "of Banda", "to Malawi"}


def test_slots_of_a_supported_noun(scheme: str) -> None:
    doc = parse("light verb", scheme)
    slots = {f"{slot} {token.text}" for slot, token in supported_slots(word(doc, "arrest"), word(doc, "made"))}
    assert slots == {"subject Police", "event_noun arrest", "in Porto"}


def test_coordination_is_followed_in_either_direction(scheme: str) -> None:
    doc = parse("coordinated arguments", scheme)
    assert texts(conjuncts(word(doc, "Canada"))) == ["Canada", "Japan", "Norway"]
    assert [first_conjunct(word(doc, name)).text for name in ("Canada", "Japan", "Norway")] == ["Canada"] * 3
    assert texts(conjuncts(word(doc, "Volkov"))) == ["Volkov", "Orlov"]


def test_an_apposition_hangs_on_its_name(scheme: str) -> None:
    doc = parse("apposition", scheme)
    assert texts(children(word(doc, "Benali"), "appos")) == ["national"]
    assert [base(word(doc, name)) for name in ("national", "Benali")] == ["appos", "nsubj"]


@pytest.mark.parametrize(
    ("name", "noun", "marker"),
    [
        ("from and to", "Lagos", "from"),
        ("from and to", "London", "to"),
        ("passive with agent", "police", "by"),
        ("active", "Police", ""),
        ("event noun", "Kenya", ""),
        ("in coordination with", "Interpol", "with"),
    ],
)
def test_preposition_of_a_noun(name: str, noun: str, marker: str, scheme: str) -> None:
    assert preposition(word(parse(name, scheme), noun)) == marker


def test_a_preposition_on_the_first_noun_of_a_compound_marks_the_whole() -> None:
    doc = from_table(
        """
        They     they    PRP PRON respond  nsubj    = =
        respond  respond VBP VERB -        root     = =
        to       to      IN  ADP  Interpol case     = =
        Interpol Interpol NNP PROPN notices compound = =
        notices  notice  NNS NOUN respond  obl      = =
        """,
        UD,
    )
    assert preposition(word(doc, "notices")) == "to"
