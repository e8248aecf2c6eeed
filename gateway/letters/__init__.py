"""Letters: what is said in them, and the process that makes PDFs of them."""

from gateway.letters.decision import decision_letter_answer
from gateway.letters.postal import letters_answer
from gateway.letters.printer import Printer

__all__ = ["Printer", "decision_letter_answer", "letters_answer"]
