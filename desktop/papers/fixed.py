"""Fixing what stands on a print: the definition, its filled blocks, and who it is about become one content with its hash."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.papers.content import Content, Filled, Prepared, definition_hash, masked, sealed
from forms.papers import PaperForm


def fix(
    form: PaperForm,
    blocks: Sequence[Filled],
    *,
    subject: str,
    title: str,
    about: str = "",
    print_id: str,
    printed_at: str,
    blank: bool = False,
    public: bool = False,
) -> Prepared:
    """The content of a print, fixed. `public` leaves out what the definition masks; an empty `print_id` makes a preview."""
    shown = tuple(masked(form, filled) for filled in blocks) if public else tuple(blocks)
    return sealed(
        Content(
            paper=form.id,
            version=form.version,
            definition=definition_hash(form),
            print_id=print_id,
            printed_at=printed_at,
            subject=subject,
            title=title,
            about=about,
            blank=blank,
            public=public,
            blocks=shown,
        ),
        form,
    )
