"""One analysed article → its reading: mentions, referents, events and triples, with what was refused."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.acts import find_acts
from kg.extract.assemble import assemble
from kg.extract.coreference import Discourse
from kg.extract.derived import wanted
from kg.extract.drafts import accept, drop_generic, note_roles
from kg.extract.events import Frames
from kg.extract.found import Covering
from kg.extract.lemmas import settle_lemmas
from kg.extract.lexicon import Lexicon
from kg.extract.links import link
from kg.extract.names import find_names
from kg.extract.nominals import find_nominals
from kg.extract.offices import offices
from kg.extract.pursuit import at_large
from kg.extract.spokesmen import in_their_name
from kg.extract.statics import static_relations
from kg.extract.undone import undo
from kg.model import Article, Reading


def read_article(article: Article, doc: Doc, lexicon: Lexicon) -> Reading:
    """Return everything that the rules read in an article; ``doc`` comes from ``kg.language.analyse``."""
    settle_lemmas(doc, lexicon.verb_forms, lexicon.noun_forms)
    names = find_names(doc, lexicon)
    nominals = list(find_nominals(doc, names, lexicon))
    mentions = [*names, *nominals]
    mentions += find_acts(doc, Covering(doc, mentions), lexicon)
    covering = Covering(doc, mentions)
    link(doc, mentions, covering, lexicon)
    office_candidates = list(offices(doc, mentions, lexicon))
    statics = list(static_relations(doc, mentions, covering, lexicon))
    frames = Frames(doc, covering, lexicon)
    framed = list(frames.run())
    discourse = Discourse(lexicon)
    note_roles(framed)
    candidates = [*office_candidates, *statics, *framed]
    discourse.resolve(mentions, candidates)
    for candidate in candidates:
        for mention in (candidate.subject, candidate.object):
            if not mention.referents and (mention.kind in {"name", "adjective"} or mention.entry is not None):
                discourse.name(mention)
    candidates = in_their_name(candidates, discourse)
    drafts, rejections = accept(candidates, discourse, lexicon)
    drafts = undo(drafts, doc, covering, discourse, lexicon)
    drafts = wanted(drafts, at_large(doc, covering, lexicon), discourse)
    drafts, generic = drop_generic(drafts, discourse)
    rejections += generic
    return assemble(article, doc, discourse, drafts, frames.instances, [*frames.rejections, *rejections], lexicon)
