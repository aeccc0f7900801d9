"""The form of every operation over columns, beside its meaning in `pincitec.semantics.operations.TABLE`."""

from collections.abc import Mapping
from typing import Final

from pincite.evaluate.columns import date_forms, list_forms, number_forms, truth_forms, value_forms, verdict_forms
from pincite.evaluate.columns.emitter import Form

FORMS: Final[Mapping[str, Form]] = {
    **truth_forms.FORMS,
    **number_forms.FORMS,
    **date_forms.FORMS,
    **verdict_forms.FORMS,
    **value_forms.FORMS,
    **list_forms.FORMS,
}
