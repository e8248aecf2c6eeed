"""What holds for whatever a browser sends."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.applications.domain.form import Form
from services.applications.domain.pointers import differences, merged
from services.contracts.refusals import Invalid
from tests.unit.applications.given import COMPLETE, DAY, FORM

form = Form(FORM)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("camp")
names = st.sampled_from(["kind", "camp_name", "children", "given_name", "birth_date", "", "a/b", "~"])
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8
)
patches = st.dictionaries(names, values, max_size=4)


@given(patches)
def test_answers_are_kept_whole_or_refused_where_they_are_wrong(patch: dict[str, Any]) -> None:
    try:
        answers = form.answered(COMPLETE, patch, DAY)
    except Invalid as refusal:
        pointers = [error.pointer for error in refusal.errors]
    else:
        pointers = ["/answers"]
        assert form.errors(answers) == []
        assert form.shown(answers) == answers
        assert form.answered(answers, {}, DAY) == answers
    assert pointers
    assert all(pointer.startswith("/answers") for pointer in pointers)


@given(patches)
def test_what_a_patch_does_not_name_does_not_change(patch: dict[str, Any]) -> None:
    named = {f"/{name}" for name in patch}

    changed = {f"/{pointer.split('/')[1]}" for pointer in differences(COMPLETE, merged(COMPLETE, patch))}

    assert changed <= named | {f"/{name.partition('/')[0]}" for name in patch}
