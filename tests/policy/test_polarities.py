"""Every fact, decision and clause of the library in every polarity, in one file that a person reads through for grammar.

The file is generated, so that nothing can be left out of it: whatever is added to the library stands in it, and has to be read.
"""

from collections import Counter

from syrupy.assertion import SnapshotAssertion

import pincite
from pincite.explain.case import walk
from tests.policy.polarities import all_polarities
from tests.policy.test_determinations import TextFile

LIBRARY = pincite.load()


def test_every_polarity(snapshot: SnapshotAssertion) -> None:
    found = all_polarities(LIBRARY)
    assert Counter(found.facts) == Counter(f.name for f in LIBRARY.facts)
    assert Counter(found.decisions) == Counter(d.name for d in LIBRARY.decisions)
    defining = [c.id for c in LIBRARY.clauses if c.effect == "define"]  # definitions have no sentence: the clauses that use them do
    assert Counter([*found.clauses, *defining]) == Counter(c.id for c in LIBRARY.clauses)
    assert found.text + "\n" == snapshot(name="every polarity", extension_class=TextFile)


def test_a_polarity_is_left_out_only_where_no_fact_could_lead_to_it() -> None:
    for node in all_polarities(LIBRARY).never:
        assert not any(LIBRARY.nodes[n].op == "fact" for n in walk(LIBRARY.nodes, (node,)))
