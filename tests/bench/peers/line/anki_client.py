"""Anki's own library as a client: `anki_client.py prepare|deliver FOLDER URL TREE`. Each record is a note."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def _sync(collection, url: str) -> None:  # type: ignore[no-untyped-def]
    auth = collection.sync_login(username="u", password="p", endpoint=url)
    answer = collection.sync_collection(auth, False)
    if answer.new_endpoint:
        auth.endpoint = answer.new_endpoint
    if answer.required in (answer.FULL_UPLOAD, answer.FULL_SYNC):
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=auth, server_usn=answer.server_media_usn, upload=True)
        collection.reopen(after_full_sync=True)
    collection.sync_media(auth)
    while collection.media_sync_status().active:
        time.sleep(0.01)


def _fill(collection, tree: Path) -> None:  # type: ignore[no-untyped-def]
    from anki.collection import AddNoteRequest

    kind, deck = collection.models.by_name("Basic"), collection.decks.id("month")
    scans = [collection.media.add_file(str(file)) for file in sorted((tree / "media").iterdir())]
    notes = []
    for number, file in enumerate(sorted((tree / "records").iterdir())):
        note = collection.new_note(kind)
        named = scans[number // 20] if number % 20 == 0 and number // 20 < len(scans) else ""
        note["Front"], note["Back"] = file.name, file.read_text() + (f'<img src="{named}">' if named else "")
        notes.append(AddNoteRequest(note, deck))
    collection.add_notes(notes)


def main(what: str, folder: Path, url: str, tree: Path) -> None:
    from anki.collection import Collection

    folder.mkdir(parents=True, exist_ok=True)
    collection = Collection(str(folder / "c.anki2"))
    start = time.perf_counter()
    if what == "prepare":  # the first sync of all is another one: it sends the whole database
        seed = collection.new_note(collection.models.by_name("Basic"))
        seed["Front"] = "seed"
        collection.add_note(seed, collection.decks.id("month"))
        _sync(collection, url)
        _fill(collection, tree)
    else:
        _sync(collection, url)
    print(json.dumps({"seconds": time.perf_counter() - start}))
    collection.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
