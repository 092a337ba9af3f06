"""Frames over a parse: triggers, the mentions that fill their roles, and the edges that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.candidates import Candidate
from kg.extract.charges import offences_under
from kg.extract.counts import by_motive, offence_behind, whole_list
from kg.extract.custody import astray
from kg.extract.edges import Instance, edges, inherited, without_brought
from kg.extract.evoke import evoked
from kg.extract.fillers import abroad, accepted, barred, brought, tried
from kg.extract.found import Covering, Found, implied_state
from kg.extract.frames import PARTY, Frame, Role
from kg.extract.lexicon import Lexicon, event_words
from kg.extract.nounslots import borrowed
from kg.extract.opposed import opposed_offences
from kg.extract.pairs import paired
from kg.extract.parties import context, each_other, of_group, one_case, parties_between, shared_by, stand_ins
from kg.extract.quoted import ONE, first_person, speaker
from kg.extract.series import listed
from kg.extract.slots import Slot
from kg.extract.there import place_meant
from kg.model import Rejection

STATE = frozenset(["State"])
OFFENCE = frozenset(["Offence"])
CHARGES = frozenset(["Accusation", "Conviction"])
FOUGHT = frozenset(["Attack", "Operation"])
OPERATION = frozenset(["Operation"])
COLLECTIVE = frozenset(["Cooperation", "AgreementSigning", "Meeting"])


class Frames:
    """Applies the lexicon's frames to one Doc; refused fillers are collected in ``rejections``."""

    def __init__(self, doc: Doc, covering: Covering, lexicon: Lexicon) -> None:
        self.doc = doc
        self.covering = covering
        self.lexicon = lexicon
        self.rejections: list[Rejection] = []
        self.instances: list[Instance] = []
        self.opposed = {m.start: m for m in opposed_offences(doc, lexicon)}

    def run(self) -> list[Candidate]:
        """Return the candidates of every frame instance in the Doc, in the order of triggers."""
        return without_brought(list(self.read()))

    def read(self) -> Iterator[Candidate]:
        """Yield the candidates of every frame instance."""
        for token in self.doc:
            if token.is_space or token.is_punct:
                continue
            lemma = token.lemma_.lower()
            verbal = token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB")
            for frame in (self.lexicon.by_verb if verbal else self.lexicon.by_noun).get(lemma, ()):
                for trigger, verb, slots in evoked(frame, token):
                    yield from self.apply(frame, trigger, verb, slots)

    def apply(self, frame: Frame, trigger: Token, verb: Token | None, slots: list[Slot]) -> Iterator[Candidate]:
        """Fill the roles of one instance and yield its edges."""
        instance = Instance(len(self.instances), frame, trigger, verb)
        for role in frame.roles:
            fillers = parties_between(self.fill(role, slots, frame, trigger), slots, self.covering)
            if not fillers and (verb is None or verb == trigger):
                fillers = self.fill(role, [*borrowed(trigger), *astray(trigger)], frame, trigger, quiet=True)
            if not fillers and role.otherwise:
                fillers = self.fill(replace(role, slots=role.otherwise, types=STATE), slots, frame, trigger, quiet=True)
            if not fillers and role.types == OFFENCE and "suspect" in instance.fillers:
                fillers = offence_behind(trigger, self.covering, self.lexicon)
            if fillers and role.types == OFFENCE and frame.event in CHARGES:
                fillers = whole_list(fillers, self.covering, self.lexicon)
            if role.types == OFFENCE:
                fillers = by_motive(fillers, self.lexicon)
            if not fillers and role.name == "place" and verb is not None:
                fillers = place_meant(verb, self.covering)
            if not fillers and "context" in role.slots:
                fillers = context(trigger, role.types, self.covering, self.lexicon)
            fillers = [who for m in fillers if (who := self.spoken(m, frame)) is not None]
            if fillers:
                instance.fillers[role.name] = listed(fillers, role, trigger, self.covering, self.lexicon)
        if "governed" in frame.options and "actor" not in instance.fillers:
            self.stand_for_place(instance)
        if "for_help" in frame.options and not any(
            slot == "for" and t.lemma_.lower() in event_words("assisting") for slot, t in slots
        ):
            return
        if "singular" in frame.options and trigger.tag_ in {"NNS", "NNPS"}:
            return
        if any(name not in instance.fillers for name in frame.needs):
            return
        if verb is None:
            instance.accused = [m for slot, t in slots if slot == "accused" and (m := self.covering.at(t)) is not None]
        instance.mutual = any(each_other(t) for slot, t in slots if slot == "object")
        found = [*edges(instance, self.lexicon), *inherited(instance, self.instances)]
        if found or (len(instance.fillers) > 0 and "no_event" not in frame.options):
            self.instances.append(instance)
        yield from found

    def fill(self, role: Role, slots: list[Slot], frame: Frame, trigger: Token, quiet: bool = False) -> list[Found]:
        """Return the mentions that fill a role, each once, in the order of the role's slots."""
        fillers: list[Found] = []
        for wanted in role.slots:
            for slot, token in slots:
                if slot != wanted or (slot == "governor" and fillers and named_in(frame, fillers)):
                    continue
                if barred(slot, token, trigger, frame, slots, self.covering, self.lexicon):
                    continue
                if slot == "pair":
                    fillers += paired(token, self.covering, self.lexicon)
                    continue
                if (
                    slot != "counter"
                    and role.types == OFFENCE
                    and (named := list(offences_under(token, self.covering, self.lexicon)))
                ):
                    fillers += [m for m in named if m not in fillers]
                    continue
                mention = brought(slot, token, role, self.opposed, self.covering, self.lexicon)
                if mention is not None and role.name == "toParty" and mention.classes[0] == "Place":
                    mention = abroad(mention, trigger, slots, self.covering, self.lexicon) or mention
                fits = mention is not None and (accepted(mention, role, self.lexicon) or tried(mention, role, trigger))
                if behind := self.acted_for(token, mention, fits, role, frame):
                    fillers += [m for m in behind if m not in fillers]
                    continue
                if mention is None or mention in fillers:
                    continue
                if "named" in frame.options and role.types == OPERATION and not mention.named:
                    continue
                if fits and slot == "object" and one_case(trigger, token, mention):
                    continue
                if fits:
                    fillers.append(mention)
                elif not quiet:
                    self.rejections.append(
                        Rejection(
                            frame.name,
                            trigger.text,
                            mention.text,
                            f"{role.name} takes {'/'.join(sorted(role.types))}, not {mention.classes[0]}",
                            trigger.sent.start_char,
                            trigger.sent.end_char,
                        )
                    )
        return fillers

    def acted_for(self, token: Token, mention: Found | None, accepted: bool, role: Role, frame: Frame) -> list[Found]:
        """Return the parties that a noun acts for, where it is no filler itself or stands for more than one."""
        several = token.lemma_.lower() in event_words("partner_nouns") and token.lower_ != token.lemma_.lower()
        several = several or any(child.lower_ == "whose" for child in token.children)
        if accepted and not role.types & PARTY:
            return []
        more = event_words("bench") if frame.event == "Request" else frozenset()
        more = event_words("envoys") if frame.event in COLLECTIVE and token.lower_ != token.lemma_.lower() else more
        found = stand_ins(token, role.types, self.covering, self.lexicon, more)
        if frame.event in FOUGHT and of_group(token, role, frame):
            groups = [m for m in found if m.classes[0] == "Group"]
            return groups or ([] if accepted else found)
        if not accepted or mention is None or (several and mention.classes[0] not in PARTY):
            return found
        # "Spanish and Mongolian prosecutors work together"
        kinds = {m.kind for m in found}
        each = len(found) > 1 and mention.kind == "nominal" and len(kinds) == 1 and kinds <= {"adjective", "name"}
        return found if each and frame.event in COLLECTIVE else []

    def spoken(self, mention: Found, frame: Frame) -> Found | None:
        """Return a mention, or for "I" who speaks; "we" only of what one says for others too or does with them."""
        if not first_person(mention):
            return mention
        if mention.lemma not in ONE and "speaks" not in frame.options and not shared_by(mention, frame):
            return None
        return speaker(mention, self.covering, self.lexicon)

    def stand_for_place(self, instance: Instance) -> None:
        """Let the state where an unnamed party acted stand for it: "arrested in Lima with the help of …".

        Only for who worked with whom: who arrested is not claimed. A partner from that state says nothing of it.
        """
        partners = instance.fillers.get("partner", [])
        for place in instance.fillers.get("site", []):
            own = any(m.state == place.state for m in partners)
            stated = implied_state(self.doc, place.start, place.end, place.state, self.lexicon.gazetteer)
            if stated is not None and not own:
                instance.fillers["actor"] = [stated]
                return


def named_in(frame: Frame, fillers: list[Found]) -> bool:
    """Whether whom a noun phrase itself names leaves out the doer of its verb ("met during Y's visit")."""
    return "governed" in frame.options or (frame.event == "Visit" and all(m.kind != "pronoun" for m in fillers))
