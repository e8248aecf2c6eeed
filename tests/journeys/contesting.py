"""After the decision: its letter is proven, the amount contested and another officer decides."""

from abc import ABC, abstractmethod
from typing import Any

from deploy.demo.client import Client
from tests.journeys.expecting import expect, expect_refused
from tests.journeys.files import code_of_letter
from tests.journeys.stack import RunningStack


class Contesting(ABC):
    """Steps of the journey."""

    stack: RunningStack
    application: dict[str, Any]
    visitor: Client
    member: Client
    officer: Client
    code = ""
    """On the first letter."""

    @abstractmethod
    def path(self, rest: str = "") -> str:
        """Of the application."""

    @abstractmethod
    def refresh(self) -> dict[str, Any]:
        """The application, as it is now."""

    def anybody_verifies_the_letter(self) -> str:
        self.code = self._code_of_letter()
        proof = self.visitor.call("GET", f"/verify/{self.code}")
        expect(proof["replaced"] is False and proof.keys() == {"issued_on", "replaced"}, proof)
        expect_refused(lambda: self.visitor.call("GET", f"/verify/{self.code[::-1]}"), 404)
        return (
            f"the letter, a PDF, bears the code {self.code}: genuine, of {proof['issued_on']}, and nothing else is said"
        )

    def member_appeals(self) -> str:
        appeal = {"grounds": "Le séjour a duré quatorze jours : voyez l'attestation."}
        lodged = self.member.call("POST", self.path("/appeal"), appeal)
        expect(lodged["state"] == "lodged", lodged)
        again = expect_refused(lambda: self.member.call("POST", self.path("/appeal"), appeal), 409)
        own = expect_refused(lambda: self.officer.call("POST", f"/staff{self.path('/appeal/claim')}"), 409)
        expect((again.code, own.code) == ("already-appealed", "decided-by-you"), (again.code, own.code))
        return f"appealed against the amount, until {self.application['appeal_until']}; who decided may not take it"

    def another_officer_upholds_it(self) -> str:
        officer = Client(self.stack.gateway)
        officer.log_in(self.stack.accounts["second_officer"], "staff")
        waiting = officer.call("GET", "/staff/appeals", params={"limit": "100"})["items"]
        expect(self.application["id"] in [each["application_id"] for each in waiting], waiting)
        officer.call("POST", f"/staff{self.path('/appeal/claim')}")
        upheld = {"outcome": "upheld", "reason": "L'attestation porte quatorze jours."}
        officer.call("POST", f"/staff{self.path('/appeal/decide')}", upheld)
        found = self.refresh()
        expect(found["decision"]["amount"]["amount"] == "500.00", found["decision"])
        expect([each["replaced"] for each in found["decisions"]] == [True, False], found["decisions"])
        expect(self.visitor.call("GET", f"/verify/{self.code}")["replaced"] is True, self.code)
        expect(self.visitor.call("GET", f"/verify/{self._code_of_letter()}")["replaced"] is False, "the new letter")
        return "upheld by another officer: 500.00 EUR, with a new letter; the first one is genuine and replaced"

    def _code_of_letter(self) -> str:
        answer = self.member.send("GET", self.path("/decision-letter"))
        expect(answer.content.startswith(b"%PDF"), answer.headers)
        return code_of_letter(answer.content)
