"""Where an interview stands, as JSON for a script or a web form: the verdict so far, the questions left, the answers, and the state itself.

Schema: docs/schemas/interview-turn-1.json.
"""

from typing import Final

from pincite.facts.tree import Branch, Tree
from pincite.interview.asking import Question, Turn
from pincite.interview.progress import told
from pincite.interview.state import State
from pincite.interview.state_json import item_tree, state_tree
from pincite.interview.trees import branch, items, leaf, to_json
from pincitec.semantics.verdicts import VERDICTS

SCHEMA: Final = "pincite-interview-turn/1"


def turn_to_json(state: State, turn: Turn) -> str:
    answer = turn.answer
    made = branch(
        schema=leaf(SCHEMA),
        verdict=leaf(VERDICTS[answer.verdict]),
        status=leaf(answer.status),
        value=text_or_null(answer.value),
        headline=leaf(answer.headline),
        settled=truth(turn.settled),
        questions=items(tuple(map(question_tree, turn.questions))),
        answered=items(tuple(branch(item=item_tree(t.item), text=leaf(t.text), effects=texts(t.effects)) for t in told(state, answer))),
        state=state_tree(state),
    )
    return to_json(made) + "\n"


def question_tree(question: Question) -> Branch:
    return branch(
        item=item_tree(question.item),
        text=leaf(question.text),
        form=leaf(question.form),
        choices=items(tuple(branch(value=leaf(c.value), wording=leaf(c.wording)) for c in question.choices)),
        note=text_or_null(question.note),
        judges=texts(question.judges),
        why=items(tuple(branch(citation=leaf(w.citation), words=leaf(w.words)) for w in question.why)),
        expected=text_or_null(question.expected),
        most=leaf("", "null") if question.most is None else leaf(str(question.most), "number"),
    )


def text_or_null(text: str | None) -> Tree:
    return leaf("", "null") if text is None else leaf(text)


def texts(parts: tuple[str, ...]) -> Tree:
    return items(tuple(leaf(p) for p in parts))


def truth(value: bool) -> Tree:
    return leaf("true" if value else "false", "boolean")
