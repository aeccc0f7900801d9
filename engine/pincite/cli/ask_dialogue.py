"""The conversation of `pincite ask`: a few plain lines a question, an answer a line. No line is ever changed once it stands there.

Questions go to standard error, as everything that is no result; so a screen reader, a pipe and a file get the same lines. What to ask and
what an answer means is `pincite.interview`; here is only how it is said.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import define

from pincite.cli.ask_lines import Lines, echoed, prompt
from pincite.cli.ask_saving import Saving, saving_to
from pincite.cli.streams import LETTER, Exit, columns, escape, show, talk
from pincite.explain.ask import fault
from pincite.interview import Question, State, Turn, back, entered, next_questions
from pincite.interview.progress import told
from pincite.interview.words import COMMANDS, unreadable
from pincite.texts import plural, say
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.render.text import fold
from pincitec.semantics.values import Fault

MOST_QUOTED: Final = 1
"""Quotations shown with a question; `why` shows all."""
MOST_IN_A_ROW: Final = 20
"""Lines that are no answer, one after another, after which nothing more is read."""


@define
class Dialogue:
    """An interview under way. `asked` counts the questions that were answered; `quiet`: only what goes wrong is said."""

    state: State
    turn: Turn
    lines: Lines
    saving: Saving | None
    facts_file: str | None
    quiet: bool = False
    asked: int = 0

    def run(self) -> Exit:
        """Asks until nothing is left to ask, or nobody answers any more. `OK` unless a line was wrong and nobody is there to be asked
        again, or the facts could not be kept."""
        wrong = 0
        shown: Question | None = None
        while self.turn.questions:
            question = self.turn.questions[0]
            if question != shown and not self.quiet:
                self.put(question)
            shown = question
            line = self.read()
            if line is None:
                return self.keep()
            command = " ".join(line.lower().split())
            if command == "quit":
                return self.keep()
            if command.partition(" ")[0] in ("save", *COMMANDS) and self.command(command, line, question):
                continue
            code = self.enter(question, line)
            if code is None:
                wrong = 0
                continue
            wrong += 1
            if code != Exit.OK or not self.lines.asks_again or wrong > MOST_IN_A_ROW:
                if code == Exit.OK:
                    self.tell(say("Line {number} of the answers cannot be taken; those before it count.", number=self.lines.number))
                self.keep()
                return code if code != Exit.OK else Exit.FINDINGS
        return self.keep()

    def read(self) -> str | None:
        if self.quiet:
            return self.lines.next()
        prompt(say("Answer:"), again=self.lines.asks_again)
        try:
            line = self.lines.next()
        except KeyboardInterrupt:
            talk("")
            self.keep()
            raise
        if line is None:
            talk(f"{'' if self.lines.asks_again else '  '}{say('(no more answers)')}")
        elif not self.lines.asks_again:
            talk(f"  {echoed(line)}")
        return line

    def enter(self, question: Question, line: str) -> Exit | None:
        """Takes an answer. None if it counts; else what went wrong: `OK` for an answer that is to be given again."""
        made = entered(self.state, question.item, line)
        if isinstance(made, Diagnostic):
            self.refuse(made)
            return Exit.OK
        try:
            turn = next_questions(made)
        except Fault as error:
            self.refuse(fault(self.state.decision, error))
            return Exit.OK
        before, self.state, self.turn = self.turn, made, turn
        self.asked += 1
        if not self.quiet:
            self.noted(before)
        return self.kept()

    def refuse(self, problem: Diagnostic) -> None:
        """Why an answer does not count, and how to write it."""
        self.tell(say("Not taken: {why} ({code}).", why=problem.message, code=problem.rule.code))
        for more in (*problem.notes, *((problem.help,) if problem.help else ())):
            self.tell(capital(more), "  ", "    ")

    def kept(self) -> Exit | None:
        """Writes the facts after an answer: whatever happens next, it is not lost."""
        problem = self.saving.save(self.state) if self.saving is not None else None
        return None if problem is None else show([problem], {}, err=True)

    def keep(self) -> Exit:
        """Writes the facts at the end, also where nothing was answered, and says where they are."""
        code = self.kept() or Exit.OK
        if self.saving is not None and code == Exit.OK:
            if not self.quiet:
                self.tell(say("The facts are in {file}.", file=self.saving.path.as_posix()))
        elif self.saving is None and self.state.answers and not self.quiet:
            self.tell(say("The answers are not kept in a file: --save names one."))
        return code

    # ---- requests to the dialogue itself

    def command(self, command: str, line: str, question: Question) -> bool:
        """Does what was asked of the dialogue; False where it is an answer after all."""
        match command.partition(" "):
            case ("?" | "help", "", ""):
                self.help(question)
            case ("why", "", ""):
                self.why(question, all_of_them=True)
            case ("list", "", ""):
                self.list()
            case ("back", "", ""):
                self.go_back()
            case ("save", _, _):
                self.save(line.strip().partition(" ")[2].strip())
            case _:
                return False
        return True

    def go_back(self) -> None:
        earlier = back(self.state)
        if earlier is None:
            self.tell(say("This is the first question."))
            return
        self.state, self.turn = earlier, next_questions(earlier)
        self.asked -= 1
        self.kept()

    def save(self, name: str) -> None:
        """Keeps the facts, in a new file if one is named. Answers from a file or a pipe name none: they may be a stranger's."""
        if name and not self.lines.asks_again:
            self.tell(say("Only --save names a file here."))
            return
        if name and unreadable(name) is not None:
            self.tell(say("This is no name of a file."))
            return
        if name:
            found = saving_to(Path(name), self.facts_file)
            if isinstance(found, Diagnostic):
                show([found], {}, err=True)
                return
            self.saving = found
        if self.saving is None:
            self.tell(say("Name a file: `save applicant.yaml`."))
        else:
            self.keep()

    def list(self) -> None:
        for line in listed(self.state, self.turn):
            self.tell(line)

    def help(self, question: Question) -> None:
        self.tell(question.form)
        saving = (say("`save FILE`: keep the facts in a new file."),) if self.lines.asks_again else ()
        for words in (
            say("`unknown`: it is not known; also `pending`, `declined` or `needs a judgement`."),
            say("`why`: all words of the law that ask for it."),
            say("`list`: what was answered, and how it stands."),
            say("`back`: take the last answer back."),
            *saving,
            say("`quit`: end here."),
            say("A value may say where it comes from: {example}.", example='{ value: …, source: "service record" }'),
        ):
            self.tell(words, "  ")

    # ---- what is said

    def put(self, question: Question) -> None:
        """A question, with why it is asked, how it is answered, and its choices by number."""
        talk("")
        self.tell(say("Question {number}. {question}", number=self.asked + 1, question=question.text))
        self.why(question, all_of_them=False)
        if question.note:
            self.tell(question.note, "  ")
        for number, choice in enumerate(question.choices, 1):
            self.tell(f"{number}. {choice.wording}", "  ", "     ")
        self.tell(question.form, "  ")

    def why(self, question: Question, *, all_of_them: bool) -> None:
        shown = question.why if all_of_them else question.why[:MOST_QUOTED]
        for reason in shown:
            self.tell(say("Needed for {citation}: “{words}”", citation=reason.citation, words=reason.words), "  ", "    ")
        if len(question.why) > len(shown):
            more = len(question.why) - len(shown)
            self.tell(plural(more, "and {n} more place (`why` shows it)", "and {n} more places (`why` shows them)"), "  ")
        if not question.why:
            self.tell(say("No words of the law ask for it by themselves."), "  ")

    def noted(self, before: Turn) -> None:
        """The last answer as it was taken, and what it did."""
        item = self.state.answers[-1].item
        now = [t for t in told(self.state, self.turn.answer) if t.item == item]
        earlier = {e for t in told(self.state, before.answer) if t.item == item for e in t.effects}
        for line in now[-1:]:
            self.tell(say("Noted: {fact}.", fact=line.text))
            for effect in line.effects:
                if effect not in earlier or item.ask in ("value", "judgement"):
                    self.tell(effect, "  ", "    ")
        if self.turn.questions:
            self.tell(so_far(self.turn))

    def tell(self, text: str, indent: str = "", further: str | None = None) -> None:
        talk("\n".join(laid_out(text, columns(LETTER, err=True), indent, indent if further is None else further)))


def so_far(turn: Turn) -> str:
    """That nothing is settled, and how many questions there are at most: of lists that cannot be told."""
    most = turn.questions[0].most
    if most is None or any(q.item.ask not in ("value", "judgement") for q in turn.questions):
        return say("So far: not settled.")
    return plural(most, "So far: not settled; at most {n} more question.", "So far: not settled; at most {n} more questions.")


def listed(state: State, turn: Turn) -> Iterator[str]:
    """The verdict so far, and what was answered, numbered, each with its effect."""
    yield turn.answer.headline
    lines = told(state, turn.answer)
    last = {line.item.fact: number for number, line in enumerate(lines) if line.effects}
    for number, line in enumerate(lines):
        yield f"F{number + 1}. {line.text}"
        if last.get(line.item.fact) == number:
            yield from (f"    {effect}" for effect in line.effects)


def laid_out(text: str, width: int, indent: str = "", further: str = "") -> list[str]:
    """Lines of at most `width` columns; the first indented by `indent`, the others by `further`."""
    lines = fold(escape(text), max(20, width - max(len(indent), len(further))))
    return [(indent if number == 0 else further) + line for number, line in enumerate(lines)]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
