"""Names known from the training data: where one stands in a text its type gains; the network can still overrule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.language.spans import BIO

GAINS = {"ORG": 5.0, "PERSON": 3.0, "LOC": 3.0}  # in log-probability, of every word of a known name
LOSS = 1.5  # of the word behind it, where that is not capitalised, for going on with the name
LINKS = frozenset(["of", "for", ","])
PERSON = [BIO.index("B-PERSON"), BIO.index("I-PERSON")]


class KnownNames:
    """Names with their types; of those that begin at a word the longest counts."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take lines of a type, a tab, and the words of a name with a space between them."""
        self._types: dict[tuple[str, ...], str] = {}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for line in lines:
            label, _, name = line.partition("\t")
            words = tuple(name.split(" "))
            self._types[words] = label
            lengths[words[0]].add(len(words))
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def find(self, forms: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and type of the known names in a text, from left to right; none overlaps another.

        Places and persons that may be part of a longer name are left out: "Mosul Dam", "Bank of Syria".
        """
        done = 0
        for start, form in enumerate(forms):
            if start < done or form not in self._lengths:
                continue
            for length in self._lengths[form]:
                label = self._types.get(tuple(forms[start : start + length]))
                if label:
                    done = start + length
                    if label == "ORG" or not in_longer_name(forms, start, done):
                        yield start, done, label
                    break

    def lean(self, scores: NDArray[np.float32], forms: Sequence[str]) -> NDArray[np.float32]:
        """Return label scores, a row a word, that lean towards the types of the known names among the words.

        Where a name begins is left to the network: a known body may be the end of a longer name. So is whether several
        words are a body where it takes all of them for a person.
        """
        result = scores.copy()
        for start, end, label in self.find(forms):
            if label == "ORG" and end - start > 1 and np.isin(scores[start:end].argmax(axis=1), PERSON).all():
                continue
            begin, inside = BIO.index(f"B-{label}"), BIO.index(f"I-{label}")
            result[start, begin] += GAINS[label]
            result[start:end, inside] += GAINS[label]
            if not any(form[:1].isupper() for form in forms[end : end + 1]):
                result[end : end + 1, inside] -= LOSS
        return result


def in_longer_name(forms: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a stretch of words has a capitalised word beside it, or one before "of" or a comma before it."""
    first = start - 1 if start and forms[start - 1] in LINKS else start
    return any(form[:1].isupper() for form in (*forms[max(first - 1, 0) : first], *forms[end : end + 1]))
